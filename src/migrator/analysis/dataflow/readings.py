"""What a text may read at run time: literal fragments with their place, and holes where the rest comes from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.dataflow.values import Value
from migrator.model import Span
from migrator.record import record, replace
from migrator.syntax import Call, Constant, Joined, Member, Piece, Text

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Expression, Module

MOST = 16
HOLE = "\0"
"""Stands for a hole when a reading is looked at as one string."""


@record(eq=False)
class Fragment:
    """A run of literal characters, or a hole (``text`` is ``None``).

    ``names`` are the variables, fields and settings that led here; ``variable`` is the environment variable that fills
    the hole, or that the characters stand for where it is not set. ``called`` says that a call fills it whose function
    is not of the code: it reads a setting from a store, say.
    """

    text: str | None
    module: Module
    span: Span
    names: tuple[str, ...] = ()
    variable: str = ""
    called: bool = False


Reading = tuple[Fragment, ...]


def spelled(reading: Reading) -> str:
    """A reading as one string, with :data:`HOLE` for each hole."""
    return "".join(HOLE if fragment.text is None else fragment.text for fragment in reading)


def readings(expression: Expression, module: Module, project: Project, depth: int = 0) -> list[Reading]:
    """Every text that ``expression`` may be, as far as the code tells; at most :data:`MOST` of them."""
    if depth > 8:
        return [_hole(expression, module, ())]
    found: list[Reading] = []
    for value in origins(expression, module, project):
        found += _value(value, project, depth)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _value(value: Value, project: Project, depth: int) -> list[Reading]:
    module = value.module
    match value.expression:
        case Text(pieces=pieces, span=span):
            if not pieces:
                return [(Fragment("", module, Span(span.end, span.end), value.via),)]
            parts: list[list[Reading]] = [
                [(Fragment(piece.text, module, piece.span, value.via),)]
                if isinstance(piece, Piece)
                else readings(piece, module, project, depth + 1)
                for piece in pieces
            ]
            return _product(parts)
        case Joined(left=left, right=right):
            return _product([readings(side, module, project, depth + 1) for side in (left, right)])
        case Constant(value=int() | float() as number, span=span) if not isinstance(number, bool):
            return [(Fragment(str(number), module, span, value.via),)]
        case Constant():
            return []
        case Call() as call:
            return _call(call, value, project, depth)
        case Member(object=owner, key=str() as key) as member:
            if module.environment & qualified(owner, module, project):
                return [(Fragment(None, module, member.span, (*value.via, key), key),)]
    return [_hole(value.expression, module, value.via)]


def _call(call: Call, value: Value, project: Project, depth: int) -> list[Reading]:
    spelling = value.module.spelling(call, qualified(call.callee, value.module, project))
    if spelling is None:
        return [_hole(call, value.module, value.via)]
    if spelling.variable:
        found: list[Reading] = [
            (Fragment(None, value.module, call.span, (*value.via, spelling.variable), spelling.variable),)
        ]
        for part in spelling.parts:
            defaults = readings(part, value.module, project, depth + 1)
            found += [tuple(replace(one, variable=spelling.variable) for one in default) for default in defaults]
        return found
    return _product([readings(part, value.module, project, depth + 1) for part in spelling.parts])


def _product(parts: list[list[Reading]]) -> list[Reading]:
    made: list[Reading] = [()]
    for options in parts:
        made = [left + right for left in made for right in (options or [()])][:MOST]
    return made


def _hole(expression: Expression, module: Module, via: tuple[str, ...]) -> Reading:
    called = isinstance(expression, Call)
    return (Fragment(None, module, expression.span, (*via, _tail(expression)), called=called),)


def _tail(expression: Expression) -> str:
    match expression:
        case Member(object=owner, key=str() as key):
            return f"{_tail(owner)}.{key}"
        case Member(object=owner):
            return _tail(owner)
        case Call(callee=callee, arguments=arguments):
            first = arguments[0].value if arguments else None
            asked = first.value if isinstance(first, Text) else None
            return f"{_tail(callee)}.{asked}" if asked else _tail(callee)
    name = getattr(expression, "name", "")
    return name if isinstance(name, str) else ""
