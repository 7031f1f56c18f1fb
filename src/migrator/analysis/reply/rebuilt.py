"""The old shape of a reply, put together again where the reply leaves for good: nobody downstream notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.paths import steps
from migrator.model import Keep, Span
from migrator.syntax import Name, Read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.rules.operations import Reply
    from migrator.syntax import Parts, Steps, Use

LEAVING = frozenset({"returned", "yielded", "argument", "stored", "element"})
NAMES = ("reply", "answer", "full_reply")


def rebuilt(follower: Follower, use: Use, node: Node) -> bool:
    """Gives the whole reply at ``node`` its old shape back, as far as the new one has it; false if that cannot be.

    It must be known to have succeeded, since a failure has another shape, and nothing may have been asked for that
    the new server may leave out.
    """
    module, bodies = follower.module, follower.module.bodies
    if use.kind not in LEAVING or not follower.plain or follower.chunk is not None or bodies is None:
        return False
    if not follower.succeeded(node) or any(rule.asked_by in follower.sent for rule in follower.table.values()):
        return False
    named = isinstance(module.lower(node), Name)
    name = "" if named else next((one for one in NAMES if not module.mentions(one)), "")
    mark = module.quote(node)
    value = _mapping(follower, node, (), mark)
    if value is None:
        return False
    where = Span(node.start_byte, node.end_byte)
    if named:
        follower.trace.edits.append(module.edit(where, value, follower.rule))
    else:
        inner = tuple(name if part == Keep(where) else part for part in value)
        made = bodies.named_before(node, name, inner, module.source.data) if name else None
        if made is None:
            return False
        follower.trace.edits.append(module.edit(*made, follower.rule))
    lost = [path for path, rule in follower.table.items() if (rule.gone or rule.optional) and "[" not in path]
    without = f", without {', '.join(lost)}" if lost else ""
    follower.trace.reviews.append(f"the reply leaves in its old shape{without}: see whether its new shape would do")
    return True


def _mapping(follower: Follower, node: Node, above: Steps, mark: str) -> Parts | None:
    """The literal for what stands at a path of the old reply."""
    module, made = follower.module, []
    for key, rule in _members(follower.table, above):
        path = (*above, key)
        value: Parts | None
        if any(steps(other)[:-1] == path and steps(other)[-1] != "[]" for other in _below(follower.table, path)):
            value = _mapping(follower, node, path, mark)
        elif rule.constant is not None:
            value = module.literal(rule.constant, mark, ())
        else:
            value = module.reading(Read(node, node, steps(rule.to), True, null=rule.default is not None))
        if value is None or any("[]" in steps(other)[len(path) : -1] for other in _below(follower.table, path)):
            return None
        if rule.review and rule.review not in follower.trace.reviews:
            follower.trace.reviews.append(rule.review)
        made.append(module.field("entry", str(key), value, mark))
    parts: list[str | Keep] = []
    for entry in made:
        parts += [", " if parts else "", *entry]
    return ("{", *parts, "}") if made else None


def _below(table: Mapping[str, Reply], path: Steps) -> list[str]:
    """What the rules know below a path, without what may be missing."""
    loose = [steps(other) for other, rule in table.items() if rule.optional]
    inside = [other for other in table if steps(other)[: len(path)] == path]
    return [other for other in inside if not any(steps(other)[: len(one)] == one for one in loose)]


def _members(table: Mapping[str, Reply], above: Steps) -> list[tuple[str | int, Reply]]:
    """What the rules know right below a path, if the new server always tells it."""
    found = [(steps(path), rule) for path, rule in table.items()]
    return [
        (path[-1], rule)
        for path, rule in found
        if path[:-1] == above
        and path[-1] != "[]"
        and not (rule.gone or rule.optional or rule.extra or rule.present or rule.convert)
    ]
