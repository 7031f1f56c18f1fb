"""Lists in a reply: the names that their elements have in loops, and in functions that are called for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.described import describe
from migrator.analysis.reply.leaving import BY_HAND
from migrator.analysis.reply.paths import has_inside, renewed, rule_at, shown
from migrator.analysis.reply.unpacking import unpacked
from migrator.model import Span
from migrator.syntax import Use

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.syntax import Each, Steps


def named(follower: Follower, use: Use, old: Steps, new: Steps) -> None:
    """Follows the names that a part of the reply, or what a pattern takes out of it, is given."""
    follower.bound(
        use,
        lambda read: follower.part(read, read, old, new),
        lambda one: unpacked(follower, one, old, new),
        lambda annotation: describe(follower, annotation, old, new),
    )


def element_of(follower: Follower, old: Steps, new: Steps) -> Steps | None:
    """The new path of the elements of a list at ``old``; ``None`` if it is no list that is known."""
    here: Steps = (*old, "[]")
    rule = rule_at(follower.table, here)
    if rule is None:
        return (*new, "[]") if has_inside(follower.table, here) else None
    return renewed(rule, here)


def through(follower: Follower, each: Each, node: Node, old: Steps, new: Steps) -> None:
    """Follows the elements of a list into the function that is called for each, and what comes out of it."""
    element, here = element_of(follower, old, new), (*old, "[]")
    if element is None:
        follower.problem(each.node, f"{shown(old)} is used in a way that is not followed", BY_HAND)
        return
    if each.bindings:
        use = Use("assigned", each.node, Span(node.start_byte, node.end_byte), bindings=each.bindings)
        named(follower, use, here, element)
    if each.gives == "list":
        follower.part(each.node, each.node, old, new)
    elif each.gives == "element":
        follower.part(each.node, each.node, here, element)
