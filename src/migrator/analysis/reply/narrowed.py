"""Parts of a reply that are there, by the types of the new library, only where the object around them is of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.paths import shown

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.rules.operations import Reply
    from migrator.syntax import Steps, Use


def narrowed(follower: Follower, use: Use, anchor: Node, path: Steps, rule: Reply) -> bool:
    """Lets the loop around a read go on at what is of another kind; false, with a problem, where there is none."""
    if not rule.narrowed:
        return True
    loops, module = follower.module.loops, follower.module
    direct = module.use(anchor).node == use.node
    made = loops.narrowing(anchor, rule.narrowed, module.source.data) if loops is not None and direct else None
    if made is not None:
        follower.trace.edits.append(module.edit(*made, follower.rule))
        return True
    kind = " and ".join(f"`{key}`" for key in rule.narrowed)
    how = f"by its type it may be of another kind: narrow it by its {kind} first"
    follower.problem(use.node, f"{shown(path)} cannot be read in place", how)
    return False
