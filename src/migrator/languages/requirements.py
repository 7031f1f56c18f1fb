"""Lists of Python packages, and the requirement strings that manifests hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text, trimmed
from migrator.languages.quoting import comment_start
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?)\s*((?:[=<>!~^@;,(].*)?)$", re.DOTALL)


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """One dependency or comment a line."""
    del language
    return [_reference(source.data, hit) for hit in hits]


def requirement(written: str) -> tuple[str, str] | None:
    """Name with extras, and version, of ``flask>=3`` or ``celery[redis]``; nothing if it is no requirement."""
    match = REQUIREMENT.match(written.strip())
    return (match.group(1).replace(" ", ""), match.group(2).strip()) if match else None


def _reference(data: bytes, hit: Span) -> Reference:
    line = line_around(data, hit.start)
    raw = data[line.start : line.end]
    start = comment_start(raw)
    if 0 <= start <= hit.start - line.start:
        span = trimmed(data, Span(line.start + start, line.end))
        return Reference("comment", span, value=text(data, span))
    span = trimmed(data, Span(line.start, line.start + start if start >= 0 else line.end))
    named = requirement(text(data, span))
    return Reference("dependency", span, *(named or (text(data, span), "")))
