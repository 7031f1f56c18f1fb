"""Makefiles, justfiles, Procfiles: targets, variables and the command lines below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text
from migrator.languages.quoting import comment_start, word
from migrator.languages.shell import at_line
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

TARGET = re.compile(rb"^[\w.$(){}%/ -]+:(?!=)")


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """Targets are identifiers, their names wherever a rule line has them; everything else is a command line."""
    return [_reference(source.data, hit, language) for hit in hits]


def _reference(data: bytes, hit: Span, language: str) -> Reference:
    line = line_around(data, hit.start)
    raw = data[line.start : line.end]
    comment = comment_start(raw)
    beyond = 0 <= comment <= hit.start - line.start
    if raw[:1] not in b"\t " and TARGET.match(raw) and not beyond and not re.match(rb"[\w.-]+:\s+\S+ \S", raw):
        span = word(data, hit)
        return Reference("identifier", span, text(data, span), "target")
    process = re.match(rb"([\w.-]+):\s+", raw)
    if process and raw[:1] not in b"\t " and hit.start < line.start + process.end():
        span = word(data, hit)
        return Reference("identifier", span, text(data, span), "target")
    if process and raw[:1] not in b"\t ":
        line = Span(line.start + process.end(), line.end)
    return at_line(data, line, hit, "shell" if language == "makefile" else language)
