"""Loops over a streamed reply in Python: how its lines are read, and the statements that frame them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.python.branches import always, ancestors, below, depends, only_breaks, rescued, sole, tries
from migrator.languages.python.lower import span, written
from migrator.languages.python.parse import named
from migrator.languages.python.reach import LEAVES
from migrator.languages.python.render import access, quote
from migrator.languages.python.rounds import paced
from migrator.languages.python.widening import widened
from migrator.model import Span
from migrator.syntax import Parts, Steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from migrator.syntax import Gathered, Module

__all__ = [
    "alternative",
    "always",
    "announced",
    "deferred",
    "depends",
    "framed",
    "leaving",
    "lines",
    "membership",
    "narrowing",
    "only_breaks",
    "paced",
    "parsers",
    "readers",
    "relayed",
    "rescued",
    "skipping",
    "sole",
    "source",
    "texts",
    "tries",
    "waits",
    "widened",
]

parsers = frozenset({"json.loads", "orjson.loads", "ujson.loads", "simplejson.loads"})
readers = frozenset({"json.load", "simplejson.load", "ujson.load"})
texts = frozenset({"strip", "lstrip", "rstrip", "decode"})
FIELD = "data:"
"""What an event's line with data starts with; a stream of events has others, and empty ones between them."""


def lines(node: Node, module: Module) -> Gathered | None:
    """None: what gives lines does so by itself."""
    del node, module
    return None


def relayed(node: Node, module: Module) -> bool:
    """Not known: no snippet gives bytes their old shape."""
    del node, module
    return False


def announced(headers: Node, module: Module, kind: str) -> list[tuple[Span, Parts]] | None:
    """Nothing is handed on."""
    del headers, module, kind
    return []


def framed(loop: Node, data: bytes, binary: bool, end: str) -> list[tuple[Span, Parts]] | None:
    """The edits that make a loop over lines of JSON one over server-sent events; ``None`` if it is written otherwise.

    Lines without data are skipped, the others cut, and the loop ends at the data ``end``. A guard against empty lines
    at the top of the loop becomes the one against lines without data. ``binary`` lines are bytes.
    """
    target, body = loop.child_by_field_name("left"), loop.child_by_field_name("body")
    alone = loop.type == "for_statement" and loop.child_by_field_name("alternative") is None
    if target is None or target.type != "identifier" or body is None or not alone:
        return None
    name, statements = written(target), _statements(body)
    while len(statements) > 1 and (cleaned := _cleaned(statements[0], name, body)) is not None:
        name, binary = cleaned[0], binary and not cleaned[1]
        statements = statements[1:]
    mark, outer = quote(loop), _indent(loop, data)
    inner = _indent(statements[0], data)
    if outer is None or inner is None or not inner.startswith(outer) or inner == outer:
        return None
    unit, prefix = inner[len(outer) :], "b" if binary else ""
    starts = f"{name}.startswith({prefix}{mark}{FIELD}{mark})"

    def cut(before: Node, indent: str) -> tuple[Span, Parts]:
        lines = (
            f"{name} = {name}.removeprefix({prefix}{mark}{FIELD}{mark}).strip()",
            f"if {name} == {prefix}{mark}{end}{mark}:",
            f"{unit}break",
        )
        return _before(before, data, "".join(f"{indent}{line}\n" for line in lines))

    guard, negative = _guard(statements, name)
    if guard is not None and negative and len(statements) > 1 and _indent(statements[1], data) == inner:
        return [(span(guard), (f"not {starts}",)), cut(statements[1], inner)]
    if guard is not None and not negative:
        first = _statements(statements[0].child_by_field_name("consequence") or body)[0]
        deeper = _indent(first, data)
        if deeper is not None:
            return [(span(guard), (starts,)), cut(first, deeper)]
    where, parts = cut(statements[0], inner)
    return [(where, (f"{inner}if not {starts}:\n{inner}{unit}continue\n", *parts))]


def skipping(
    place: Node, reads: Sequence[Node], subject: str, key: str, plain: bool, soft: bool, data: bytes
) -> tuple[Span, Parts] | None:
    """The statement that goes on with the loop where a part has nothing under ``key``.

    It stands in front of the first statement that holds one of ``reads``: in the body of the loop at ``place``, or
    after the assignment at ``place``. ``soft`` is for parts that may lack the key itself.
    """
    for statement in _following(place):
        if any(statement.start_byte <= read.start_byte < statement.end_byte for read in reads):
            indent = _indent(statement, data)
            if indent is None:
                return None
            mark = quote(statement)
            access = f".get({mark}{key}{mark})" if soft and plain else f"[{mark}{key}{mark}]" if plain else f".{key}"
            text = f"{indent}if not {subject}{access}:\n{indent}{_unit(statement, indent, data)}continue\n"
            return _before(statement, data, text)
    return None


def asked(test: Node) -> Node:
    """The key in ``key in value`` or ``hasattr(value, key)``."""
    arguments = test.child_by_field_name("arguments") if test.type == "call" else None
    return named(arguments)[1] if arguments is not None else named(test)[0]


def narrowing(element: Node, fields: Mapping[str, str], data: bytes) -> tuple[Span, Parts] | None:
    """None: what a value is, no compiler asks."""
    del element, fields, data
    return None


def membership(test: Node, steps: Steps) -> list[tuple[Span, Parts]]:
    """The edits that make ``key in value`` at ``test`` look for the last of ``steps`` in what the others lead to."""
    key, value = named(test)
    mark = quote(key)
    made: list[tuple[Span, Parts]] = [(span(key), (f"{mark}{steps[-1]}{mark}",))]
    if len(steps) > 1:
        made.append((Span(value.end_byte, value.end_byte), (access(steps[:-1], mark, True),)))
    return made


def waits(loop: Node) -> bool:
    """Whether a loop is an ``async for``."""
    return loop.children[0].type == "async"


def source(loop: Node) -> Span:
    """Where what a loop goes over is written."""
    right = loop.child_by_field_name("right")
    assert right is not None  # every loop has one
    return span(right)


def leaving(test: Node, data: bytes) -> Span | None:
    """The lines of ``if test: break`` with the comments right above them, unless its block holds nothing else."""
    statement = test.parent
    if statement is None or not sole(test) or not only_breaks(test):
        return None
    block = statement.parent
    if block is None or block.type != "block" or len(_statements(block)) < 2 or _indent(statement, data) is None:
        return None
    end = data.find(b"\n", statement.end_byte) + 1
    start = _before(statement, data, "")[0].start
    return Span(start, end) if end else None


def deferred(test: Node, texts: Sequence[Node], data: bytes) -> tuple[Span, Parts] | None:
    """None: an end that does more than to leave the loop is left to a person."""
    del test, texts, data
    return None


def alternative(test: Node, tests: Sequence[Node], data: bytes) -> tuple[Span, Parts] | None:
    """The edit that makes ``if test`` of ``elif test``, the one alternative to a condition that holds ``tests``."""
    del data
    clause = next((at for at in ancestors(test) if at.type in ("elif_clause", "if_statement")), None)
    outer = clause.parent if clause is not None else None
    if clause is None or clause.type != "elif_clause" or outer is None:
        return None
    condition, block = outer.child_by_field_name("condition"), outer.child_by_field_name("consequence")
    if outer.children_by_field_name("alternative") != [clause] or condition is None or block is None:
        return None
    if any(not condition.start_byte <= each.start_byte < condition.end_byte for each in tests):
        return None
    statements = _statements(block)
    if not statements or statements[-1].type in LEAVES:
        return None
    word = clause.children[0]
    return span(word), ("if",)


def _statements(block: Node) -> list[Node]:
    return named(block)


def _cleaned(statement: Node, name: str, body: Node) -> tuple[str, bool] | None:
    """The name that ``x = line.decode().strip()`` binds, if nothing else uses the line, and whether it decodes."""
    assignment = named(statement)[0] if named(statement) else statement
    left, value = assignment.child_by_field_name("left"), assignment.child_by_field_name("right")
    if assignment.type != "assignment" or left is None or left.type != "identifier":
        return None
    methods = set()
    while value is not None and value.type == "call":
        function = value.child_by_field_name("function")
        if function is None or function.type != "attribute":
            return None
        method = function.child_by_field_name("attribute")
        methods.add(written(method) if method is not None else "")
        value = function.child_by_field_name("object")
    if value is None or value.type != "identifier" or written(value) != name or not methods or methods - texts:
        return None
    uses = sum(each.type == "identifier" and written(each) == name for each in below(body))
    return (written(left), "decode" in methods) if written(left) == name or uses == 1 else None


def _guard(statements: Sequence[Node], name: str) -> tuple[Node | None, bool]:
    """The condition of a guard against empty lines at the top of a loop, and whether it goes on at them.

    ``if not line: continue``, or ``if line:`` around everything that reads the line.
    """
    first = statements[0]
    condition, block = first.child_by_field_name("condition"), first.child_by_field_name("consequence")
    if first.type != "if_statement" or first.child_by_field_name("alternative") is not None:
        return None, False
    if condition is None or block is None:
        return None, False
    text = "".join(written(condition).split())
    if text in (f"not{name}", f"not{name}.strip()"):
        return (condition if [child.type for child in _statements(block)] == ["continue_statement"] else None), True
    later = any(
        each.type == "identifier" and written(each) == name for node in statements[1:] for each in below(node, True)
    )
    return (condition if text in (name, f"{name}.strip()") and not later else None), False


def _following(place: Node) -> Iterator[Node]:
    """The statements of a loop, or those that run after an assignment in the same round, nearest first."""
    if place.type == "for_statement":
        body = place.child_by_field_name("body")
        yield from _statements(body) if body is not None else ()
        return
    at: Node | None = place
    while at is not None and at.type not in ("for_statement", "function_definition", "module"):
        sibling = at.next_named_sibling if at.parent is not None and at.parent.type == "block" else None
        while sibling is not None:
            if sibling.type != "comment":
                yield sibling
            sibling = sibling.next_named_sibling
        at = at.parent


def _indent(statement: Node, data: bytes) -> str | None:
    """The white space in front of a statement; ``None`` if something else stands on its line before it."""
    before = data[data.rfind(b"\n", 0, statement.start_byte) + 1 : statement.start_byte]
    return before.decode() if not before.strip() else None


def _unit(statement: Node, indent: str, data: bytes) -> str:
    """One level of indentation, as the block of a statement has it."""
    around = statement.parent.parent if statement.parent is not None else None
    while around is not None and (outer := _indent(around, data)) is None:
        around = around.parent
    return indent[len(outer) :] if around is not None and outer is not None and len(outer) < len(indent) else "    "


def _before(statement: Node, data: bytes, text: str) -> tuple[Span, Parts]:
    """An insertion on the line of a statement, above the comments right over it."""
    start = data.rfind(b"\n", 0, statement.start_byte) + 1
    while start:
        above = data.rfind(b"\n", 0, start - 1) + 1
        if not data[above:start].lstrip().startswith(b"#"):
            break
        start = above
    return Span(start, start), (text,)
