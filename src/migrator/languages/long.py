"""Hits in very long lines and very large files: minified code, data. No parser, only what stands around the hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text
from migrator.model import Span
from migrator.reference import Reference, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

REACH = 120
PROSE = frozenset({"markdown", "rst", "text"})
DATA = frozenset({"json", "jsonc", "yaml", "toml", "data", "notebook"})


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """One reference for each hit: the quoted or unbroken text around it, at most some hundred bytes of it."""
    found = []
    role: Role = "prose" if language in PROSE else "entry" if language in DATA else "string"
    if language == "locked":
        role = "locked"
    end = -1
    for hit in hits:
        if hit.start < end:
            continue
        span = _token(source.data, hit)
        end = span.end
        found.append(Reference(role, span, value=text(source.data, span)))
    return found


def _token(data: bytes, hit: Span) -> Span:
    line = line_around(data, hit.start)
    first, last = max(line.start, hit.start - REACH), min(line.end, hit.end + REACH)
    left, right = data[first : hit.start], data[hit.end : last]
    for quote in (b'"', b"'", b"`"):
        before, after = left.rfind(quote), right.find(quote)
        if before >= 0 and after >= 0 and not any(other in left[before + 1 :] for other in (b'"', b"'", b"`")):
            return _whole(data, Span(first + before + 1, hit.end + after))
    start, end = hit.start, hit.end
    stops = b" \t\r\n\"'`<>(){}[],;"
    while start > first and data[start - 1] not in stops:
        start -= 1
    while end < last and data[end] not in stops:
        end += 1
    return _whole(data, Span(start, end))


def _whole(data: bytes, span: Span) -> Span:
    """Without half a character at either end."""
    start, end = span.start, span.end
    while start < end and data[start] & 0xC0 == 0x80:
        start += 1
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end += 1
    return Span(start, end)
