"""Renders edits that nest, finds those that do not go together, and flattens them to plain replacements.

The order at one offset: insertions come before what replaces text there, and insertions among themselves in the order
given. An insertion at either end of an edit stands outside of it; one at the end of a kept span within an edit belongs
to the kept span.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from migrator.model import Edit, Keep, Span
from migrator.record import record

Key = tuple[str, Span, tuple[str | Keep, ...]]


def key(edit: Edit) -> Key:
    """What makes two edits one: path, span and parts, whichever rule asked."""
    return edit.path, edit.span, edit.parts


def unique(edits: Iterable[Edit]) -> list[Edit]:
    """The edits without repetitions, in the order of their first appearance."""
    return list({key(edit): edit for edit in reversed(list(edits))}.values())[::-1]


def contains(outer: Span, inner: Span) -> bool:
    """Whether ``inner`` lies in ``outer``; equal spans do."""
    return outer.start <= inner.start and inner.end <= outer.end


def render(source: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with the edits made; what no edit spans stays as it is, byte for byte.

    An edit inside text that another one removes is lost: :func:`conflicts` tells beforehand.

    Args:
        source: the file, UTF-8.
        edits: edits of this one file, nested or apart.

    Raises:
        ValueError: spans outside the file, overlapping without nesting, or keeping each other.
    """
    return b"".join(text for text, _ in _pieces(source, edits))


def flatten(source: bytes, edits: Iterable[Edit]) -> list[tuple[Span, str]]:
    """Plain replacements that do what the edits do: in order, never touching, with no unchanged text at their ends.

    Raises:
        ValueError: as :func:`render`.
    """
    flat: list[tuple[Span, str]] = []
    cursor, new = 0, b""
    for text, span in [*_pieces(source, edits), (b"", Span(len(source), len(source)))]:
        if span is None:
            new += text
            continue
        if new or span.start > cursor:
            trimmed = _trim(source, Span(cursor, span.start), new.decode())
            if trimmed is not None:
                flat.append(trimmed)
        cursor, new = span.end, b""
    return flat


def conflicts(edits: Iterable[Edit]) -> list[tuple[Edit, Edit]]:
    """Pairs of edits that cannot both be made.

    They want the same span different, overlap without nesting, or the second lies inside text that the first removes
    and that nothing keeps. A pair of one and the same edit means that its own kept spans make no sense.
    """
    files: dict[str, list[Edit]] = {}
    for edit in unique(edits):
        files.setdefault(edit.path, []).append(edit)
    return [pair for path in files for pair in _conflicts(_ordered(files[path]))]


@record
class _Region:
    """A stretch of the original to render: with the insertions at its ends or without, in its old place or moved."""

    span: Span
    ends: tuple[bool, bool]
    owners: tuple[Edit, ...]
    in_place: bool


_Todo = _Region | tuple[bytes, Span | None]


def _pieces(source: bytes, edits: Iterable[Edit]) -> Iterator[tuple[bytes, Span | None]]:
    """The result in order: its bytes, and where they stand in the original unless they are new or moved."""
    ordered = _ordered(unique(edits))
    if any(not 0 <= span.start <= span.end <= len(source) for edit in ordered for span in _spans(edit)):
        raise ValueError("an edit lies outside the file")
    starts = [edit.span.start for edit in ordered]

    def within(region: _Region) -> Iterator[Edit]:
        for at in range(bisect_left(starts, region.span.start), len(ordered)):
            edit = ordered[at]
            if edit.span.start > region.span.end:
                return
            if contains(region.span, edit.span) and _belongs(edit, region):
                yield edit

    todo: list[_Todo] = [_Region(Span(0, len(source)), (True, True), (), True)]
    while todo:
        item = todo.pop()
        if isinstance(item, _Region):
            todo.extend(reversed(_expand(source, item, within)))
        elif item[0]:
            yield item


def _expand(source: bytes, region: _Region, within: Callable[[_Region], Iterator[Edit]]) -> list[_Todo]:
    """One level of a region: original text, and the parts of the outermost edits in it."""

    def original(start: int, end: int) -> tuple[bytes, Span | None]:
        return source[start:end], Span(start, end) if region.in_place else None

    out: list[_Todo] = []
    cursor = region.span.start
    for edit in within(region):
        if edit.span.start < cursor:
            if edit.span.end > cursor:
                raise ValueError(f"edits overlap at {edit.span}")
            continue
        if edit in region.owners:
            if edit is region.owners[-1] and region.span == edit.span:
                continue
            raise ValueError(f"the edit at {edit.span} keeps itself")
        out.append(original(cursor, edit.span.start))
        out.extend(_parts(edit, region))
        cursor = edit.span.end
    out.append(original(cursor, region.span.end))
    return out


def _parts(edit: Edit, region: _Region) -> Iterator[_Todo]:
    end = edit.span.start
    kept = [part.span for part in edit.parts if isinstance(part, Keep)]
    for part in edit.parts:
        if isinstance(part, str):
            yield part.encode(), None
            continue
        span = part.span
        in_order = contains(edit.span, span) and span.start >= end
        ends = (span.start > edit.span.start, span.end < edit.span.end and all(o.start != span.end for o in kept))
        owners = (*region.owners, edit)
        yield _Region(span, ends if in_order else (True, True), owners, in_order and region.in_place)
        end = max(end, span.end) if in_order else end


def _belongs(edit: Edit, region: _Region) -> bool:
    if edit.span.start < edit.span.end:
        return True
    at_start, at_end = edit.span.start == region.span.start, edit.span.end == region.span.end
    return (region.ends[0] or not at_start) and (region.ends[1] or not at_end)


def _ordered(edits: list[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.span.start, edit.span.end > edit.span.start, -edit.span.end))


def _spans(edit: Edit) -> list[Span]:
    return [edit.span, *(part.span for part in edit.parts if isinstance(part, Keep))]


def _trim(source: bytes, span: Span, new: str) -> tuple[Span, str] | None:
    """The replacement without what its ends leave as it was; ``None`` if that is everything."""
    old = source[span.start : span.end].decode()
    if old == new:
        return None
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    shorter -= head
    tail = next((at for at in range(shorter) if old[-1 - at] != new[-1 - at]), shorter)
    start, end = span.start + len(old[:head].encode()), span.end - len(old[len(old) - tail :].encode())
    return Span(start, end), new[head : len(new) - tail]


def _conflicts(ordered: list[Edit]) -> Iterator[tuple[Edit, Edit]]:
    """The conflicts among the edits of one file, outermost first."""
    moved = [
        (edit, part.span)
        for edit in ordered
        for part in edit.parts
        if isinstance(part, Keep) and not contains(edit.span, part.span)
    ]
    around: list[Edit] = []
    for edit in ordered:
        around = [outer for outer in around if outer.span.end > edit.span.start]
        for outer in around:
            kept = [part.span for part in outer.parts if isinstance(part, Keep)]
            kept += [span for _, span in moved]
            if outer.span == edit.span or not any(contains(span, edit.span) for span in kept):
                yield outer, edit
        around.append(edit)
    for owner, span in moved:
        for edit in ordered:
            apart = edit.span.end <= span.start or span.end <= edit.span.start
            nested = contains(span, edit.span) or (edit is not owner and contains(edit.span, span))
            if not apart and not nested:
                yield owner, edit
        back = _way_back(owner, ordered)
        if back is not None:
            yield owner, back


def _way_back(owner: Edit, ordered: list[Edit]) -> Edit | None:
    """The edit through which what ``owner`` keeps leads back to ``owner`` itself."""
    seen, todo = {key(owner)}, [owner]
    while todo:
        edit = todo.pop()
        for span in (part.span for part in edit.parts if isinstance(part, Keep)):
            for inner in ordered:
                if not contains(span, inner.span) or (inner is edit and span == edit.span):
                    continue
                if inner is owner:
                    return edit
                if key(inner) not in seen:
                    seen.add(key(inner))
                    todo.append(inner)
    return None
