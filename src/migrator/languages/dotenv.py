"""``.env`` files: a variable and its value on each line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text, trimmed
from migrator.languages.quoting import comment_start, unquoted
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

SETTING = re.compile(rb"\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*")


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """A name is ``env-write`` with its value, a value is an ``entry`` with its name; the rest are comments."""
    del language
    return [_reference(source.data, hit) for hit in hits]


def _reference(data: bytes, hit: Span) -> Reference:
    line = line_around(data, hit.start)
    raw = data[line.start : line.end]
    match = SETTING.match(raw)
    start = comment_start(raw)
    if match is not None:
        start = comment_start(raw[match.end() :])
        start += match.end() if start >= 0 else 0
    if match is None or 0 <= start <= hit.start - line.start:
        span = trimmed(data, Span(line.start + max(start, 0), line.end))
        return Reference("comment" if start >= 0 else "unknown", span, value=text(data, span))
    name = Span(line.start + match.start(1), line.start + match.end(1))
    value = unquoted(data, Span(line.start + match.end(), line.start + start if start >= 0 else line.end))
    if hit.start < name.end:
        return Reference("env-write", name, text(data, name), text(data, value))
    return Reference("entry", value, text(data, name), text(data, value))
