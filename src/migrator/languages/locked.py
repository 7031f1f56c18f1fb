"""Lock files and snapshots: written by a tool, and again once what they were made from has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text, trimmed
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.model import Span
    from migrator.scan.source import Source


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """One reference a line."""
    del language
    spans = {trimmed(source.data, line_around(source.data, hit.start)) for hit in hits}
    return [Reference("locked", span, value=text(source.data, span)) for span in sorted(spans)]
