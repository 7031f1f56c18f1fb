"""What a scalar of a configuration file is, once its place (the dotted path of its keys) is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.deferred import pattern
from migrator.languages.place import line_piece, text, trimmed
from migrator.languages.quoting import EXPANSION
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

ENVIRONMENT = frozenset({"environment", "env", "args", "variables", "build-args", "env_vars", "envvars"})
COMMANDS = pattern(
    r"(^|\.)(run|script|scripts|before_script|after_script|command|commands|cmd|cmds|entrypoint|args|shell|exec|test|"
    r"postCreateCommand|postStartCommand|\w*\.sh)$",
    re.IGNORECASE,
)
UPPER = pattern(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$|[A-Z]{4,}$")
PAIR = pattern(rb"\s*([A-Za-z_]\w*)\s*=\s*(.*)$", re.DOTALL)


def key(path: Sequence[str], span: Span, value: str) -> Reference:
    """A hit in the last key of ``path``: a variable where variables are set, else a key."""
    if (len(path) > 1 and path[-2].lower() in ENVIRONMENT) or UPPER.match(path[-1]):
        return Reference("env-write", span, path[-1], value)
    return Reference("key", span, ".".join(path), value)


def value(data: bytes, path: Sequence[str], scalar: Span, inner: Span, hit: Span) -> Reference:
    """A hit in a value. ``scalar`` is all of it, ``inner`` the part between its quotes."""
    name = ".".join(path)
    if data.find(b"\n", inner.start, inner.end) >= 0:
        return _of_many_lines(data, name, inner, hit)
    raw = data[inner.start : inner.end]
    at = hit.start - inner.start
    for match in EXPANSION.finditer(raw):
        group = 2 if match.group(2) else 1
        if match.group(2) and match.start(group) <= at < match.end(group):
            default = (match.group(4) or b"").decode("utf-8", "replace")
            span = Span(inner.start + match.start(group), inner.start + match.end(group))
            return Reference("env-read", span, text(data, span), default)
        if match.span() == (0, len(raw)) and match.group(4) and match.start(4) <= at < match.end(4):
            span = Span(inner.start + match.start(4), inner.start + match.end(4))
            return Reference("entry", span, name, text(data, span))
    pair = PAIR.match(raw) if path and path[-1].lower() in ENVIRONMENT else None
    if pair is not None:
        variable = pair.group(1).decode("utf-8", "replace")
        if at < pair.end(1):
            span = Span(inner.start + pair.start(1), inner.start + pair.end(1))
            return Reference("env-write", span, variable, pair.group(2).decode("utf-8", "replace"))
        span = Span(inner.start + pair.start(2), inner.end)
        return Reference("entry", span, f"{name}.{variable}", text(data, span))
    return Reference("entry", scalar, name, text(data, inner))


def _of_many_lines(data: bytes, name: str, inner: Span, hit: Span) -> Reference:
    piece = line_piece(data, inner, hit)
    line = text(data, piece)
    if COMMANDS.search(name) or data[inner.start : inner.start + 80].lstrip(b"|>-+0123456789 \r\n").startswith(b"#!"):
        from migrator.languages.shell import at_line

        return at_line(data, piece, hit)
    if line.startswith("#"):
        return Reference("comment", piece, value=line)
    return Reference("entry", trimmed(data, piece), name, line)
