"""A stream that is read line by line: how it is framed anew, and where its lines become parts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.reply.chunks import Chunk
from migrator.analysis.reply.endings import check
from migrator.analysis.reply.leaving import DISPLAYED, handed, returned
from migrator.analysis.reply.looks import measured
from migrator.analysis.reply.loops import looped
from migrator.analysis.reply.trace import Trace
from migrator.record import replace
from migrator.syntax import Call, Member

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.analysis.reply.streams import Stream
    from migrator.syntax import Use


def framed(stream: Stream, follower: Follower, found: Use, binary: bool) -> None:
    """Frames one loop over lines anew, and follows its line."""
    module, loops, framing = follower.module, follower.module.loops, stream.operation.framing
    assert loops is not None and framing is not None
    known = (framing.old, framing.new) == ("ndjson", "sse")
    edits = loops.framed(found.node, module.source.data, binary, framing.end) if known else None
    if edits is None:
        why = "the lines of the stream are not read in a plain loop"
        follower.problem(found.node, why, "read them in a `for` loop, a statement a line")
        return
    follower.trace.edits += [module.edit(span, parts, follower.rule) for span, parts in edits]
    follower.bound(found, lambda line: _line(stream, follower, line, found.node, binary))


def _line(stream: Stream, follower: Follower, node: Node, loop: Node, binary: bool) -> None:
    """Follows the text of one line to where it is parsed, in the function that it is handed to as well.

    ``loop`` is the loop, or that function: it runs once for each line.
    """
    module = follower.module
    use, loops = module.use(node), module.loops
    assert loops is not None
    match use.kind:
        case "tested" | "compared" | "discarded":
            return
        case "flows" | "sliced":
            _line(stream, follower, use.node, loop, binary)
            return
        case "assigned":
            follower.bound(use, lambda read: _line(stream, follower, read, loop, binary))
            return
        case "member" if use.key in loops.texts and module.use(use.node).kind == "called":
            if use.key == "decode" and not binary:
                follower.problem(use.node, "the lines of the new stream are text already", "do not decode them")
            _line(stream, follower, module.use(use.node).node, loop, binary and use.key != "decode")
            return
        case "argument":
            call = module.lower(use.node)
            names = qualified(call.callee, module, follower.project) if isinstance(call, Call) else frozenset()
            if names & loops.parsers and use.argument == 0:
                _parsed(stream, follower, use.node, loop)
                return
            if "isinstance" in names or handed(
                follower, use, node, lambda there, read: _line(stream, there, read, _function(there, read), binary)
            ):
                return
            if isinstance(call, Call) and isinstance(call.callee, Member) and measured(use, module, printed=False):
                follower.trace.reviews += [] if DISPLAYED in follower.trace.reviews else [DISPLAYED]
                return
    if use.kind not in ("formatted", "argument") or not loops.rescued(node):
        follower.problem(node, "a line of the stream is used whole", "read its parts in the loop")


def _parsed(stream: Stream, follower: Follower, node: Node, loop: Node) -> None:
    """Follows the part of the stream that a line is parsed to; one that is yielded, to the loops over what is."""
    module = follower.module
    use, whole = module.use(node), node
    while use.kind == "flows":  # a cast
        whole, use = use.node, module.use(use.node)
    if use.kind == "yielded" and use.scope is not None:
        returned(replace(follower, library=None), use, node, partial(_yielded, stream))
        return
    stated = use.kind == "assigned" and len(use.bindings) == 1 and not _holds(use.node, whole)
    name = use.bindings[0].name if stated else ""
    _read(stream, follower, loop, use.node, name, lambda inner: inner.part(node, node, (), ()))


def _yielded(stream: Stream, follower: Follower, call: Node) -> None:
    """Follows the parts that a function of the program yields, in the loops over its call."""

    def each(there: Follower, _: Node, found: Use) -> None:
        names = [binding for binding in found.bindings if not binding.path]
        if len(names) != 1:
            there.problem(found.node, "the parts of the stream are unpacked", "give each part one name")
            return
        alone = names[0].scope.kind == "comprehension"
        place, name = (names[0].scope.node, "") if alone else (found.node, names[0].name)

        def follow(inner: Follower) -> None:
            inner.bound(found, lambda read: inner.part(read, read, (), ()))

        _read(stream, there, place, place, name, follow)

    looped(follower, call, each, "the stream")


def _read(
    stream: Stream, follower: Follower, loop: Node, place: Node, name: str, follow: Callable[[Follower], None]
) -> None:
    """Follows the parts of a stream that are given at ``place``: behind a guard if there can be one, else without."""
    module, loops = follower.module, follower.module.loops
    assert loops is not None
    surely: frozenset[int] = frozenset()
    rounds = not module.is_function(module.lower(loop))
    for guarded in (True, True, False) if name and rounds else (False,):
        known = surely if guarded else frozenset()
        chunk = Chunk(module, loops, stream.operation, loop, place, name, True, guarded, known, rounds)
        inner = replace(follower, table=stream.operation.chunk, chunk=chunk, trace=Trace(), checks=[], seen=set())
        follow(replace(inner, assured=False))  # a stream that has begun may still fail
        placed = chunk.guard(inner.trace)
        if placed and guarded and not surely and (surely := chunk.narrowed()):
            continue
        if placed is not False or not guarded:
            take(stream, chunk, inner, follower, placed)
            return


def take(stream: Stream, chunk: Chunk, inner: Follower, follower: Follower, placed: bool | None) -> None:
    """Takes over what was learned of a part; ``placed`` says whether the guard that it needs could be written."""
    if placed is False:
        why = "the parts that carry counts alone cannot be skipped here"
        inner.problem(chunk.loop, why, "assign each part to a variable, and look at errors first")
    check(chunk, inner.trace)
    stream.chunks.append(chunk)
    follower.trace.add(inner.trace)


def _function(follower: Follower, node: Node) -> Node:
    """The function around a place."""
    scope = follower.module.scope(node.start_byte)
    while scope.kind != "function" and scope.parent is not None:
        scope = scope.parent
    return scope.node


def _holds(outer: Node, node: Node) -> bool:
    return outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte
