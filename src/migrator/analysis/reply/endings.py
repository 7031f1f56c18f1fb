"""The first and the last part of a stream: what they carry now, and what a loop over the old stream makes of it.

The new server sends a first part without text. Its last part, the one that says why it stopped, may carry text, which
the old one's never did: a loop that does not look at both loses one of them. Where counts are asked for, they stand on
every part, and one with counts alone follows the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.model import Span
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.analysis.reply.chunks import Chunk
    from migrator.analysis.reply.trace import Trace

FIRST = "the new server's first part carries no text: what counts parts, or tells the first one, sees one more"
LAST = "the last part may carry text: whoever is told that it is the last must not throw it away"
MISSED = frozenset({"false", "unclear"})


def check(chunk: Chunk, trace: Trace) -> None:
    """Adds what a loop must do otherwise to see the whole of the last part, or what stands in the way."""
    texts = [place for look in chunk.looks if look.rule.default is not None for place in chunk.places(look.node)]
    ends = [place for look in chunk.looks if chunk.is_end(look.rule) for place in chunk.places(look.node)]
    counts = [look.node for look in chunk.looks if look.rule.needs]
    for look in chunk.looks:
        for place in chunk.places(look.node):
            if chunk.inside(place) and place.start_byte < look.node.start_byte:
                why = "what a part carries is used in the next round, and the new stream has one part more"
                _problem(chunk, trace, place, why, "use it in the round that reads it")
    for end in ends:
        _text_after(end, texts, [*ends, *counts], chunk, trace)
    for end in (*ends, *counts):
        _end_without_text(end, texts, chunk, trace)
    for count in counts:
        if chunk.inside(count) and not any(chunk.loops.depends(end, count) == "true" for end in ends):
            why = "every part of the new stream carries the counts so far"
            _problem(chunk, trace, count, why, "read the counts where the end is seen")
    for look in chunk.looks if counts else ():
        if not chunk.inside(look.node) and not look.rule.needs:
            why = "the new stream ends in a part with counts alone"
            _problem(chunk, trace, look.node, why, "read this inside the loop")
    if not chunk.plain and any(look.manner == "error" for look in chunk.looks):
        _problem(chunk, trace, chunk.loop, "an error in the stream is raised by the new library", "catch it instead")
    if any(look.rule.convert and _handed_on(look.node, chunk) for look in chunk.looks):
        trace.reviews.append(LAST)
    if chunk.loops.paced(chunk.loop, texts) is not None:
        trace.reviews.append(FIRST)


def _text_after(end: Node, texts: Sequence[Node], ends: Sequence[Node], chunk: Chunk, trace: Trace) -> None:
    """Takes out an end of the loop that comes before the text: the stream ends by itself."""
    module, loops = chunk.module, chunk.loops
    tests = module.position(end) == "test" or module.use(end).kind == "compared"
    lost = [
        text
        for text in texts
        if module.use(text).kind != "tested"
        and (
            loops.depends(end, text) in MISSED
            or (tests and end.start_byte < text.start_byte and chunk.inside(end) and chunk.inside(text))
        )
    ]
    if not lost:
        return
    where = loops.leaving(end, module.source.data)
    revived = where is not None and any(chunk.inside(one) and one.start_byte >= where.end for one in ends)
    if where is None or revived or _breaks_off_alone(where, chunk):
        behind = loops.deferred(end, lost, module.source.data)
        if behind is not None:
            trace.edits.append(module.edit(*behind, chunk.operation.operation))
            return
        why = "the last part of the new stream may carry text, which is not read here"
        _problem(chunk, trace, lost[0], why, "read the text before the look at the end")
        return
    trace.edits[:] = [edit for edit in trace.edits if not where.start < edit.span.end <= where.end]
    trace.edits.append(module.edit(where, (), chunk.operation.operation))


def _breaks_off_alone(where: Span, chunk: Chunk) -> bool:
    """Whether only what stands in a span breaks off at an error."""
    strict = [where.start <= look.node.start_byte < where.end for look in chunk.failing()]
    return chunk.plain and bool(strict) and all(strict)


def _end_without_text(end: Node, texts: Sequence[Node], chunk: Chunk, trace: Trace) -> None:
    """Looks at the end whether or not there was text."""
    loops = chunk.loops
    tests = [text for text in texts if loops.depends(text, end) in MISSED]
    if not tests or loops.only_breaks(end):
        return
    alternative = loops.alternative(end, tests, chunk.module.source.data)
    if alternative is None:
        why = "the last part of the new stream may carry text, so that its end is not seen here"
        _problem(chunk, trace, end, why, "look at the end whether or not there is text")
        return
    edit = chunk.module.edit(*alternative, chunk.operation.operation)
    if edit not in trace.edits:
        trace.edits.append(edit)


def _handed_on(node: Node, chunk: Chunk) -> bool:
    """Whether somebody else is told that a part is the last."""
    kinds = {chunk.module.use(place).kind for place in chunk.places(node)}
    return bool(kinds & {"yielded", "returned", "element", "argument", "stored"})


def _problem(chunk: Chunk, trace: Trace, node: Node, why: str, how: str) -> None:
    where = Span(node.start_byte, node.end_byte)
    trace.problems.append(Problem(chunk.module.source.path, where, why, how))
