"""Parts of a reply that are taken out of it by a pattern: ``const { message } = reply``, ``({ name }) => name``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.lost import nowhere
from migrator.analysis.reply.paths import below, has_inside, renewed, rule_at, shown
from migrator.model import Span
from migrator.syntax import Read

if TYPE_CHECKING:
    from migrator.analysis.reply.replies import Follower
    from migrator.rules.operations import Reply
    from migrator.syntax import Binding, Steps

HOW = "assign the reply to one name"


def unpacked(follower: Follower, binding: Binding, old: Steps, new: Steps, skipped: Steps = ()) -> None:
    """Rewrites the pattern that takes a part out of the value at ``old``, and follows the name it gives it.

    ``skipped`` are the first steps of the pattern, which lead to that value.
    """
    module = follower.module
    taken = binding.path[len(skipped) :]
    full = (*old, *taken)
    rule = rule_at(follower.table, full)
    names = module.uses(binding)
    inside = has_inside(follower.table, full)
    for name in () if inside else names:
        follower.trace.reads.append((module, name.node, shown(full)))
    if nowhere(follower, full):
        return
    if rule is None:
        why = f"{shown(full)} is not a field of the reply"
        follower.problem(binding.node, why, "rewrite this read by hand")
        return
    if rule.gone or not rule.to or rule.constant is not None:
        follower.problem(binding.node, f"{shown(full)} has no counterpart", rule.gone or HOW)
        return
    if not all(follower.only(name, binding) for name in names):
        return
    steps = below(renewed(rule, full), new)
    streamed = rule.convert or rule.needs or follower.chunk is not None
    done = steps is not None and not streamed and _rewritten(follower, binding, rule, skipped, steps)
    if not done:
        follower.problem(binding.node, "the reply is unpacked", HOW)
    elif inside and renewed(rule, full).count("[]") == full.count("[]"):  # else it is a projection, of the old shape
        for name in names:
            follower.part(name.node, name.node, full, renewed(rule, full))


def _rewritten(follower: Follower, binding: Binding, rule: Reply, skipped: Steps, steps: Steps) -> bool:
    taken = binding.path[len(skipped) :]
    return _renamed(follower, binding, rule, taken, steps) or _read(follower, binding, rule, skipped, steps)


def _renamed(follower: Follower, binding: Binding, rule: Reply, taken: Steps, steps: Steps) -> bool:
    """Whether the pattern takes the same part as before, at most by another key."""
    if rule.default is not None or rule.extra or len(steps) != len(taken) or steps[:-1] != taken[:-1]:
        return False
    if steps == taken:
        return True
    module, (key, *_) = follower.module, steps[::-1]
    where = module.pattern_key(binding)
    if where is None or not isinstance(key, str):
        return False
    label = module.label(where, key, module.quote(binding.node))
    follower.trace.edits.append(module.edit(where, (label,), follower.rule))
    return True


def _read(follower: Follower, binding: Binding, rule: Reply, skipped: Steps, steps: Steps) -> bool:
    """Whether a pattern with one name became that name, given a read of the part."""
    module = follower.module
    found = module.sole_pattern(binding)
    if found is None:
        return False
    pattern, value = found
    soft = not follower.succeeded(value)
    parts = module.reading(Read(value, value, (*skipped, *steps), follower.plain, rule.default is not None, soft))
    if parts is None:
        return False
    if rule.review and rule.review not in follower.trace.reviews:
        follower.trace.reviews.append(rule.review)
    follower.trace.edits.append(module.edit(pattern, (binding.name,), follower.rule))
    where = Span(value.start_byte, value.end_byte)
    follower.trace.edits.append(module.edit(where, parts, follower.rule))
    return True
