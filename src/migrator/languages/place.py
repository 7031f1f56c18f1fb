"""Where a hit stands: its line, its word, the text around it, as byte spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from migrator.reference import Reference
    from migrator.scan.source import Source

BLANK = b" \t\r\n\f\v"
WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")


def text(data: bytes, span: Span) -> str:
    """The characters of a span."""
    return data[span.start : span.end].decode("utf-8", "replace")


def line_around(data: bytes, at: int) -> Span:
    """The line that holds the byte ``at``, without its end."""
    start = data.rfind(b"\n", 0, at) + 1
    end = data.find(b"\n", at)
    return Span(start, len(data) if end < 0 else end)


def trimmed(data: bytes, span: Span, around: bytes = BLANK) -> Span:
    """The span without blanks, or the given bytes, at its ends."""
    start, end = span.start, span.end
    while start < end and data[start] in around:
        start += 1
    while end > start and data[end - 1] in around:
        end -= 1
    return Span(start, end)


def line_piece(data: bytes, within: Span, hit: Span) -> Span:
    """The line of ``hit`` as far as it lies in ``within``, trimmed: how things of many lines are reported."""
    line = line_around(data, hit.start)
    start, end = max(line.start, within.start), min(line.end, within.end)
    piece = trimmed(data, Span(start, end))
    return (
        piece if piece.start <= hit.start and hit.end <= piece.end else Span(min(start, hit.start), max(end, hit.end))
    )


def word_around(data: bytes, hit: Span, letters: frozenset[int] = WORD) -> Span:
    """The identifier around a hit, or the hit itself where it is none."""
    start, end = hit.start, hit.end
    while start > 0 and data[start - 1] in letters:
        start -= 1
    while end < len(data) and data[end] in letters:
        end += 1
    return Span(start, end)


def long_lines(source: Source, hits: Iterable[Span], limit: int) -> set[Span]:
    """The hits that stand on lines of more than ``limit`` bytes."""
    found, data = set(), source.data
    line = Span(0, -1)
    for hit in hits:
        if not line.start <= hit.start < line.end:
            line = line_around(data, hit.start)
        if line.end - line.start > limit:
            found.add(hit)
    return found


def uncovered(data: bytes, found: Iterable[Reference], hits: Iterable[Span]) -> list[Reference]:
    """An ``unknown`` reference for every hit that none of ``found`` covers: a broken file must not hide one."""
    from migrator.reference import Reference as Unread

    spans = sorted(reference.span for reference in found)
    missing, index, end = [], 0, -1
    for hit in sorted(hits):
        while index < len(spans) and spans[index].start <= hit.start:
            end = max(end, spans[index].end)
            index += 1
        if hit.end > end:
            word = word_around(data, hit)
            missing.append(Unread("unknown", word, value=text(data, word)))
    return missing


def unique(references: Sequence[Reference]) -> list[Reference]:
    """References in order of position, each span once; one that lies inside another of its kind is dropped."""
    kept: list[Reference] = []
    for reference in sorted(references, key=lambda r: (r.span.start, -r.span.end)):
        last = kept[-1] if kept else None
        if last is not None and (last.span == reference.span or _inside(reference, last)):
            continue
        kept.append(reference)
    return kept


def _inside(inner: Reference, outer: Reference) -> bool:
    return inner.role == outer.role and outer.span.start <= inner.span.start and inner.span.end <= outer.span.end
