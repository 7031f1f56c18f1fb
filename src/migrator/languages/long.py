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
MOST = 50
QUOTES = (b'"', b"'", b"`")
STOPS = b" \t\r\n\"'`<>(){}[],;"
PROSE = frozenset({"markdown", "rst", "text"})
DATA = frozenset({"json", "jsonc", "yaml", "toml", "data", "notebook"})


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """The quoted or unbroken text around each hit, at most some hundred bytes of it.

    On one line the same text counts once, and after :data:`MOST` texts the line is known well enough.
    """
    role: Role = "prose" if language in PROSE else "entry" if language in DATA else "string"
    if language == "locked":
        role = "locked"
    data = source.data
    found: list[Reference] = []
    seen: set[str] = set()
    end = line_end = -1
    for hit in hits:
        if hit.start >= line_end:
            seen.clear()
            line_end = line_around(data, hit.start).end
        if hit.start < end or len(seen) >= MOST:
            continue
        span = _token(data, hit)
        end = span.end
        value = text(data, span)
        if language in DATA and _bare_number(data, hit):
            found.append(Reference("number", hit, value=text(data, hit)))
        elif value not in seen:
            seen.add(value)
            found.append(Reference(role, span, value=value))
    return found


def _token(data: bytes, hit: Span) -> Span:
    first = max(hit.start - REACH, 0, data.rfind(b"\n", max(hit.start - REACH, 0), hit.start) + 1)
    last = data.find(b"\n", hit.end, hit.end + REACH)
    last = min(hit.end + REACH, len(data)) if last < 0 else last
    left, right = data[first : hit.start], data[hit.end : last]
    for quote in QUOTES:
        before, after = left.rfind(quote), right.find(quote)
        if before >= 0 and after >= 0 and not any(other in left[before + 1 :] for other in QUOTES):
            return _whole(data, Span(first + before + 1, hit.end + after))
    start, end = hit.start, hit.end
    while start > first and data[start - 1] not in STOPS:
        start -= 1
    while end < last and data[end] not in STOPS:
        end += 1
    return _whole(data, Span(start, end))


def _bare_number(data: bytes, hit: Span) -> bool:
    """A number that is no part of a text, as large files of data have thousands."""
    before, after = data[max(hit.start - 1, 0) : hit.start], data[hit.end : hit.end + 1]
    return data[hit.start : hit.end].isdigit() and before in b" \t\n:,[" and after in b" \t\r\n,]}"


def _whole(data: bytes, span: Span) -> Span:
    """Without half a character at either end."""
    start, end = span.start, span.end
    while start < end and data[start] & 0xC0 == 0x80:
        start += 1
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end += 1
    return Span(start, end)
