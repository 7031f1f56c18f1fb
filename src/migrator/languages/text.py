"""Plain text, logs, tables of data and lists of ignored paths: a line at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text, trimmed
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """One reference a line; in ``data`` one a field, and a bare number is one."""
    data = source.data
    if language == "data":
        return [_field(data, hit) for hit in hits]
    found = []
    for hit in hits:
        span = trimmed(data, line_around(data, hit.start))
        if language == "ignore":
            comment = data[span.start : span.start + 1] == b"#"
            found.append(
                Reference("comment" if comment else "entry", span, "" if comment else "path", text(data, span))
            )
        else:
            found.append(Reference("prose", span, value=text(data, span)))
    return found


def _field(data: bytes, hit: Span) -> Reference:
    line = line_around(data, hit.start)
    start = max(data.rfind(mark, line.start, hit.start) + 1 for mark in (b",", b";", b"\t"))
    ends = [at for mark in (b",", b";", b"\t") if (at := data.find(mark, hit.end, line.end)) >= 0]
    span = trimmed(data, Span(max(start, line.start), min(ends, default=line.end)))
    value = text(data, span)
    return Reference("number" if value.strip("\"'").isdigit() else "entry", span, value=value)
