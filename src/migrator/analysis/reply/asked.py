"""Tests of a reply: whether it has a part, and what kind of object it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from migrator.analysis.reply.joining import fragments
from migrator.analysis.reply.paths import below, renewed, rule_at, shown
from migrator.analysis.reply.paths import steps as split
from migrator.syntax import ATTRIBUTE, Call, Name, Read

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.rules.operations import Reply
    from migrator.syntax import Steps, Use


def contains(follower: Follower, use: Use, node: Node, old: Steps, new: Steps) -> None:
    """Rewrites ``key in reply``, or ``hasattr(reply, key)``, for what stands there now."""
    rule = rule_at(follower.table, (*old, use.key))
    if fragments(follower, use, (*old, use.key), rule):
        return
    steps = below(renewed(rule, (*old, use.key)), new) if rule is not None and rule.to else None
    if rule is not None and steps and follower.plain and follower.chunk is not None and use.argument != ATTRIBUTE:
        edits = follower.chunk.membership(use.node, rule, steps, bool(old))
        follower.trace.edits += [follower.module.edit(where, parts, follower.rule) for where, parts in edits]
        return
    if rule is not None and steps and not follower.plain and use.argument != ATTRIBUTE:
        maybe = rule.optional and rule.default is None
        read = follower.module.reading(Read(use.node, node, steps, False, extra=rule.extra)) if maybe else None
        edit = follower.module.having(use.node, node, read, str(steps[0]))
        if edit is not None:
            follower.trace.edits.append(follower.module.edit(*edit, follower.rule))
            return
    place = follower.module.membership(use.node, str(steps[0])) if steps else None
    if place is None or follower.plain is (use.argument == ATTRIBUTE):
        follower.problem(use.node, f"{shown((*old, use.key))} is tested for", "rewrite this test by hand")
        return
    where, text = place
    follower.trace.edits.append(follower.module.edit(where, (text,), follower.rule))


def unasked(follower: Follower, use: Use, path: Steps, rule: Reply | None) -> bool:
    """Whether a part is read that only a request for it brings: what it is in is null else. A problem is noted."""
    if rule is None or not rule.asked_by or not rule.lacking or follower.declared or rule.asked_by in follower.sent:
        return False
    how = f"send `{rule.asked_by}`, or remove what reads it"
    follower.problem(use.node, f"{shown(path)} is read, but was not asked for", how)
    return True


def sought(follower: Follower, node: Node, path: Steps, rule: Reply) -> Steps:
    """The new path of a part: of one that is only tested for, that of what it is in, which may be of another kind."""
    whole = follower.chunk is None and rule.present and follower.module.use(node).kind == "tested"
    return split(rule.present) if whole else renewed(rule, path)


def told_by_kind(follower: Follower, use: Use, node: Node) -> bool:
    """Lets ``isinstance(reply, dict)``, true of what the old library once gave, ask for the new reply instead."""
    module = follower.module
    call = module.lower(use.node)
    if not isinstance(call, Call) or not isinstance(call.callee, Name) or len(call.arguments) != 2:
        return False
    kind = call.arguments[1].value
    if call.callee.name != "isinstance" or not isinstance(kind, Name) or kind.name != "dict":
        return False
    tops = Counter(str(split(rule.to)[0]) for rule in follower.table.values() if rule.to)
    edit = module.having(use.node, node, None, tops.most_common(1)[0][0]) if tops else None
    if edit is None:
        return False
    follower.trace.edits.append(module.edit(*edit, follower.rule))
    return True
