"""Reads that need nothing but other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.analysis.reply.replies import Follower
    from migrator.syntax import Steps, Use


def renamed_in_place(follower: Follower, taken: tuple[Use, ...], steps: Steps) -> bool:
    """Whether the same accesses do with other keys: what happens where a part is missing then stays as it is."""
    language, old = follower.module.bodies, tuple(step.key for step in taken)
    places = [isinstance(step, int) for step in old]
    if language is None or "[]" in steps or places != [isinstance(step, int) for step in steps]:
        return False
    labels = [(step.node, key) for step, key in zip(taken, steps, strict=True) if step.key != key]
    found = [(language.key(node), str(key)) for node, key in labels]
    mark = follower.module.quote(taken[-1].node)
    spans = [(place[1], key) for place, key in found if place is not None]
    if len(spans) < len(found):
        return False
    edits = (
        follower.module.edit(where, (follower.module.label(where, key, mark),), follower.rule) for where, key in spans
    )
    follower.trace.edits += edits
    return True
