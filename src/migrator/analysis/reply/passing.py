"""Whole parts of a stream that a loop passes on: to a function that reads their text, or to whoever it yields them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.reply.leaving import BY_HAND, handed
from migrator.record import replace

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.chunks import Chunk, Look
    from migrator.analysis.reply.replies import Follower
    from migrator.rules.operations import Reply
    from migrator.syntax import Use


def passed_on(follower: Follower, use: Use, node: Node) -> bool:
    """Follows a whole part to where it is passed on; false if it is not, or is no object of the client library."""
    chunk = follower.chunk
    if chunk is None or follower.plain or chunk.again is None:
        return False
    if use.kind == "yielded":
        _yielded(follower, use, node, chunk.again)
        return True
    text = next((rule for rule in follower.table.values() if rule.default is not None), None)
    return text is not None and _handed(follower, use, node, chunk, text)


def _yielded(follower: Follower, use: Use, node: Node, again: Callable[[Follower, Node], None]) -> None:
    """Goes on in the loops over what the function gives."""
    if use.scope is None or use.scope.node.id in follower.seen:
        return
    follower.seen.add(use.scope.node.id)
    known = callers(use.scope, follower.module, follower.project)
    if known.strays or not known.sites:
        stray = known.strays[0].told if known.strays else "nothing in the project calls this function"
        follower.problem(node, f"the parts of the stream are yielded: {stray}", BY_HAND)
        return
    for site in known.sites:
        again(replace(follower, module=site.module, checks=[]), site.call.node)


def _handed(follower: Follower, use: Use, node: Node, chunk: Chunk, text: Reply) -> bool:
    """Goes on in the function that a part is handed to, which must read nothing but what it says."""
    looks: list[Look] = []

    def follow(there: Follower, read: Node) -> None:
        loops = there.module.loops
        if loops is None:
            there.problem(read, "the parts of the stream are read in another language", BY_HAND)
            return
        inner = replace(chunk, module=there.module, loops=loops, loop=read, place=read, name="", guarded=False)
        replace(there, chunk=replace(inner, looks=looks)).part(read, read, (), ())

    if not handed(follower, use, node, follow):
        return False
    other = [look.rule for look in looks if look.rule.default is None]
    if other:
        follower.problem(node, "the function that it is handed to looks at more than the text of a part", BY_HAND)
    chunk.look(node, text, "strict")
    return True
