"""Calls of Python's own library whose result is text that can be told from their arguments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.python.http import CONNECTIONS
from migrator.model import Span
from migrator.syntax import Call, Member, Piece, Spelling, Text

if TYPE_CHECKING:
    from migrator.syntax import Expression

ENVIRONMENT = frozenset({"os.environ", "environ"})
READS = frozenset({"os.getenv", "os.environ.get", "getenv", "environ.get", "decouple.config", "os.environ.setdefault"})
SAME_METHODS = frozenset(
    {"strip", "rstrip", "lstrip", "removesuffix", "removeprefix", "lower", "replace", "unicode_string"}
)
SAME_FUNCTIONS = frozenset(
    {"str", "httpx.URL", "yarl.URL", "pydantic.AnyHttpUrl", "pydantic.HttpUrl", "os.path.expandvars", "typing.cast"}
)
JOINS = frozenset({"urllib.parse.urljoin", "requests.compat.urljoin"})


def spelling(call: Call, names: frozenset[str]) -> Spelling | None:
    """How the text a call gives is put together, or ``None`` if nothing is known of it.

    ``names`` are the qualified names of the callee.
    """
    values = [argument.value for argument in call.arguments if not argument.spread]
    if names & READS and values and isinstance(values[0], Text) and (variable := values[0].value):
        default = call.argument("default", 1)
        return Spelling(() if default is None else (default.value,), variable)
    if names & JOINS and len(values) == 2:
        return Spelling(tuple(values))
    if names & SAME_FUNCTIONS and values:
        return Spelling((values[-1],))
    schemes = [CONNECTIONS[name] for name in names if name in CONNECTIONS]
    if schemes:
        return _address(call, schemes[0])
    if isinstance(call.callee, Member):
        if call.callee.key in SAME_METHODS:
            return Spelling((call.callee.object,))
        if call.callee.key == "format" and isinstance(call.callee.object, Text):
            return _format(call.callee.object, call)
    return None


def _address(call: Call, scheme: str) -> Spelling | None:
    """The address that ``HTTPConnection(host, port)`` asks."""
    host, port = call.argument("host", 0), call.argument("port", 1)
    if host is None:
        return None
    start = host.value.span.start
    parts: list[Expression] = [_unwritten(scheme, start, call), host.value]
    if port is not None:
        parts += [_unwritten(":", port.value.span.start, call), port.value]
    return Spelling(tuple(parts))


def _unwritten(text: str, at: int, call: Call) -> Text:
    """Characters that a library puts in between."""
    return Text(call.node, Span(at, at), (Piece(text, Span(at, at)),))


def _format(template: Text, call: Call) -> Spelling | None:
    """``"{}/path".format(base)``."""
    if template.value is None or len(template.pieces) != 1 or not isinstance(piece := template.pieces[0], Piece):
        return None
    parts: list[Expression | Piece] = []
    at, position = 0, 0
    for field in re.finditer(r"\{(\w*)\}", piece.text):
        if field.start() > at:
            parts.append(piece.part(at, field.start()))
        argument = (
            call.argument(field[1])
            if field[1] and not field[1].isdigit()
            else call.argument("\0", int(field[1]) if field[1] else position)
        )
        if argument is None:
            return None
        parts.append(argument.value)
        at, position = field.end(), position + 1
    if at < len(piece.text):
        parts.append(piece.part(at, len(piece.text)))
    return Spelling(
        tuple(part if not isinstance(part, Piece) else Text(template.node, part.span, (part,)) for part in parts)
    )
