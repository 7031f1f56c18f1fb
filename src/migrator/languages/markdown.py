"""Markdown and reStructuredText: headings, prose, inline and fenced samples, links."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text, trimmed
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from migrator.scan.source import Source

FENCE = re.compile(rb"^[ \t>]*(?:[-*+]|\d+[.)])?[ \t]*(```+|~~~+)[ \t]*([^\n`]*)$", re.MULTILINE)
MARKS = (b"```", b"~~~")
DIRECTIVE = re.compile(
    rb"^([ \t]*)(?:\.\. (?:code-block|code|sourcecode)::[ \t]*(\w*)|[^\n]*::)[ \t]*\r?\n", re.MULTILINE
)
INLINE = re.compile(
    rb"(``?)(?!`)(.+?)(?<!`)\1(?!`)|\]\(\s*<?([^)\s>]+)>?[^)]*\)|<(https?://[^>\s]+)>|`[^`\n]+<([^>\n]+)>`_"
)
UNDERLINE = re.compile(rb"([=\-~^\"'#*+])\1{2,}\s*$")


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """Every line is a heading, prose or a line of a sample; inline code and link targets stand for themselves."""
    data = source.data
    fences = _fences(data) if language == "markdown" else _literal_blocks(data)
    starts = [fence[0] for fence in fences]
    found = []
    for hit in hits:
        index = bisect_right(starts, hit.start) - 1
        fence = fences[index] if index >= 0 and hit.start < fences[index][1] else None
        if fence is not None:
            span = trimmed(data, line_around(data, hit.start))
            found.append(Reference("code", span, fence[2], text(data, span)))
        else:
            found.append(_line(data, hit))
    return found


def _fences(data: bytes) -> list[tuple[int, int, str]]:
    fences: list[tuple[int, int, str]] = []
    mark, start, name = b"", 0, ""
    for match in _marks(data):
        if not mark:
            mark, start = match.group(1), match.end()
            words = match.group(2).split()
            name = words[0].decode("utf-8", "replace").strip("{}.").lower() if words else "text"
        elif match.group(1).startswith(mark) and not match.group(2).strip():
            fences.append((start, match.start(), name))
            mark = b""
    if mark:
        fences.append((start, len(data), name))
    return fences


def _marks(data: bytes) -> Iterator[re.Match[bytes]]:
    """The lines that open or close a sample: looked for by their marks, since most lines of a book have none."""
    starts: set[int] = set()
    for mark in MARKS:
        at = data.find(mark)
        while at >= 0:
            line = line_around(data, at)
            starts.add(line.start)
            at = data.find(mark, line.end)
    for start in sorted(starts):
        found = FENCE.match(data, start)
        if found is not None:
            yield found


def _literal_blocks(data: bytes) -> list[tuple[int, int, str]]:
    blocks = []
    for match in DIRECTIVE.finditer(data):
        indent, at = len(match.group(1)), match.end()
        while at < len(data):
            line = line_around(data, at)
            raw = data[line.start : line.end]
            if raw.strip() and len(raw) - len(raw.lstrip()) <= indent:
                break
            at = line.end + 1
        blocks.append((match.end(), min(at, len(data)), (match.group(2) or b"text").decode("utf-8", "replace")))
    return blocks


def _line(data: bytes, hit: Span) -> Reference:
    line = line_around(data, hit.start)
    raw = data[line.start : line.end]
    at = hit.start - line.start
    for match in INLINE.finditer(raw):
        if match.group(2) is not None and match.start() <= at < match.end():
            span = Span(line.start + match.start(), line.start + match.end())
            return Reference("code", span, "inline", match.group(2).decode("utf-8", "replace"))
        group = next((g for g in (3, 4, 5) if match.group(g) is not None and match.start(g) <= at < match.end(g)), 0)
        if group:
            span = Span(line.start + match.start(group), line.start + match.end(group))
            return Reference("link", span, value=text(data, span))
    span = trimmed(data, line)
    below = line_around(data, line.end + 1) if line.end < len(data) else Span(0, 0)
    heading = raw.lstrip()[:1] == b"#" or UNDERLINE.match(data[below.start : below.end])
    return Reference("heading" if heading else "prose", span, value=text(data, span))
