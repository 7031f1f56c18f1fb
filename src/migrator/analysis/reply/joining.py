"""Parts of a reply that are put into a list: a message into the history, calls into a list of calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.reply.paths import rule_at, shown
from migrator.analysis.request.answers import ADDED, are_calls
from migrator.model import Span
from migrator.record import replace
from migrator.syntax import Call, Items, Member, Steps, Use

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.dataflow.objects import Touch
    from migrator.analysis.reply.replies import Follower
    from migrator.rules.operations import Reply
    from migrator.syntax import Expression

CHANGED = ADDED | {"pop", "clear", "remove", "reverse", "copy"}
MEASURING = frozenset({"len", "bool"})
NOTED = "the history now holds messages as the new server gives them: their content may be null next to calls"


def joins(follower: Follower, use: Use, node: Node, old: Steps, new: Steps) -> bool:
    """Follows a part that is put into a list, or into a message that is; false if that is not what is done."""
    if use.kind == "element":
        return _in_message(follower, use, old)
    call = follower.module.lower(use.node)
    if not isinstance(call, Call) or not isinstance(call.callee, Member) or call.callee.key not in ADDED:
        return False
    if old[-1:] == ("[]",) or call.callee.key == "extend":
        return _calls(follower, call.callee.object, old, new)
    rule = rule_at(follower.table, old)
    if rule is None or not rule.joins or call.callee.key == "extend":
        return False
    return _message(follower, call.callee.object, node, rule.joins)


def fragments(follower: Follower, use: Use, path: Steps, rule: Reply | None) -> bool:
    """Lets the parts of a stream that come in fragments be put together; true, with a problem, where nothing does."""
    if rule is None or not rule.snippet or follower.chunk is None:
        return False
    if follower.chunk.plain:
        follower.problem(use.node, f"{shown(path)} has no counterpart", rule.gone)
        return True
    follower.trace.snippets.add(rule.snippet)
    return False


def _in_message(follower: Follower, use: Use, old: Steps) -> bool:
    """Whether a part stands in a message under the key that it has there."""
    rule, language = rule_at(follower.table, old), follower.module.bodies
    entry = language.entry(use.node.named_children[-1]) if language is not None and use.node.named_children else None
    return rule is not None and bool(rule.joins) and entry is not None and entry[0] == rule.joins


def _message(follower: Follower, history: Expression, node: Node, field: str) -> bool:
    """Puts a message into the history: as it is where that is only sent, else as a dictionary like the others."""
    module = follower.module
    if follower.chunk is not None and not _has_calls(follower, node):
        return False
    if follower.plain or _only_sent(history, field, follower):
        return True
    span = Span(node.start_byte, node.end_byte)
    follower.trace.edits.append(module.edit(Span(span.end, span.end), (".model_dump()",), follower.rule))
    if NOTED not in follower.trace.reviews:
        follower.trace.reviews.append(NOTED)
    return True


def _has_calls(follower: Follower, node: Node) -> bool:
    """Whether a place in a loop over a stream only runs for a part with whole calls."""
    chunk = follower.chunk
    assert chunk is not None
    looks = [look for look in chunk.looks if look.rule.snippet]
    module, project = follower.module, follower.project
    lists = {look.rule.joins for look in looks}
    if any(are_calls(over, key, module, project) for _, over in module.rounds(node) for key in lists):
        return not chunk.plain
    return not chunk.plain and any(chunk.loops.depends(look.node, node) == "true" for look in looks)


def _only_sent(history: Expression, field: str, follower: Follower) -> bool:
    """Whether all that is done with a list is to fill it and to send it."""
    found = origins(history, follower.module, follower.project)
    return all(
        isinstance(one.expression, Items)
        and all(
            _fills(touch) or (touch.use.kind == "argument" and not touch.path and _is_sent(touch, field))
            for touch in touches(one.expression.node, one.module, follower.project)
        )
        for one in found
    )


def _fills(touch: Touch) -> bool:
    return touch.path in CHANGED and touch.use.kind == "called"


def _is_sent(touch: Touch, field: str) -> bool:
    """Whether an argument is the field of a request, or is only measured."""
    call = touch.module.lower(touch.use.node)
    if not isinstance(call, Call):
        return False
    name = getattr(call.callee, "name", "") or getattr(call.callee, "key", "")
    return name in MEASURING or touch.use.argument in (field, 1)


def _calls(follower: Follower, gathered: Expression, old: Steps, new: Steps) -> bool:
    """Follows calls to where they are read from the list that they are put into."""
    module, project = follower.module, follower.project
    element = old if old[-1:] == ("[]",) else (*old, "[]")
    made = new if old[-1:] == ("[]",) else (*new, "[]")
    found = origins(gathered, module, project)
    if not all(isinstance(one.expression, Items) and not one.expression.items for one in found):
        return False
    for one in found:
        if one.expression.node.id in follower.seen:
            continue
        follower.seen.add(one.expression.node.id)
        for touch in touches(one.expression.node, one.module, project):
            if not _read(touch, follower, element, made):
                return False
    return True


def _read(touch: Touch, follower: Follower, old: Steps, new: Steps) -> bool:
    """Follows what is done with a list of calls."""
    use, module = touch.use, touch.module
    if _fills(touch) or use.kind in ("tested", "discarded", "contains"):
        return True
    if touch.path:
        return False
    whole = replace(follower, chunk=None, module=module)
    if use.kind == "iterated":
        whole.bound(use, lambda read: whole.part(read, read, old, new))
        return True
    if use.kind == "element":
        return _in_message(follower, use, old[:-1])
    call = module.lower(use.node)
    if use.kind == "member" and isinstance(use.key, int):
        whole.part(use.node, use.node, old, new)
        return True
    return use.kind == "argument" and isinstance(call, Call) and getattr(call.callee, "name", "") in MEASURING
