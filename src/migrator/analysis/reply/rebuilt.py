"""The old shape of a reply, put together again where the reply leaves for good: nobody downstream notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.kept import renamed
from migrator.analysis.reply.paths import below, renewed, rule_at, steps
from migrator.model import Keep, Span
from migrator.syntax import Choice, Name, Read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.rules.operations import Reply
    from migrator.syntax import Module, Parts, Steps, Use

LEAVING = frozenset({"returned", "yielded", "argument", "stored", "element"})
NAMES = ("reply", "answer", "full_reply")


def rebuilt(follower: Follower, use: Use, node: Node, old: Steps = (), new: Steps = ()) -> bool:
    """Gives what leaves at ``node`` its old shape back, as far as the new one has it; false if that cannot be.

    That is the whole reply or, with the paths ``old`` and ``new``, a list of mappings in it or one of these.
    """
    if use.kind not in LEAVING or not follower.plain or follower.chunk is not None:
        return False
    return _part(follower, node, old, new) if old or new else _whole(follower, node)


def _whole(follower: Follower, node: Node) -> bool:
    """Gives a whole reply its old shape back.

    It must be known to have succeeded, since a failure has another shape, and nothing may have been asked for that
    the new server may leave out.
    """
    module, bodies = follower.module, follower.module.bodies
    asked = any(rule.asked_by in follower.sent for rule in follower.table.values())
    if bodies is None or asked or not follower.succeeded(node):
        return False
    named = isinstance(module.lower(node), Name)
    name = "" if named else next((one for one in NAMES if not module.mentions(one)), "")
    value = _mapping(follower, node, (), module.quote(node))
    if value is None or (module.types is not None and module.types.given(node)):
        return False
    where = Span(node.start_byte, node.end_byte)
    if named:
        follower.trace.edits.append(module.edit(where, bodies.standing(node, value), follower.rule))
    else:
        inner = renamed(value, where, name)
        made = bodies.named_before(node, name, inner, module.source.data) if name else None
        if made is None:
            return False
        follower.trace.edits.append(module.edit(*made, follower.rule))
    _tell(follower, ())
    return True


def _part(follower: Follower, node: Node, old: Steps, new: Steps) -> bool:
    """Gives a list of mappings in a reply its old shape back, or a variable that holds one of them."""
    module, value = follower.module, follower.module.lower(node)
    start, end = Span(node.start_byte, node.start_byte), Span(node.end_byte, node.end_byte)
    if module.typed:
        return False
    if (around := _around(follower, old, module.quote(node))) is not None:
        before, after = around
        if isinstance(value, Choice):
            before, after = (*before, "("), (")", *after)
        follower.trace.edits += [module.edit(start, before, follower.rule)] if before else []
        follower.trace.edits.append(module.edit(end, after, follower.rule))
        _tell(follower, (*old, "[]"))
        return True
    item = _element(follower, old, value.name, module.quote(node)) if isinstance(value, Name) else None
    if item is None or below(renewed_at(follower, old), new) != ():
        return False
    follower.trace.edits.append(module.edit(Span(node.start_byte, node.end_byte), item, follower.rule))
    _tell(follower, old)
    return True


def renewed_at(follower: Follower, old: Steps) -> Steps:
    """The new path of what stands at ``old``."""
    rule = rule_at(follower.table, old)
    return renewed(rule, old) if rule is not None else ()


def _around(follower: Follower, old: Steps, mark: str) -> tuple[Parts, Parts] | None:
    """What goes in front of a list of mappings, and behind it, so that each of them has its old shape."""
    bodies, name = follower.module.bodies, str(old[-1]).removesuffix("s")
    item = _element(follower, (*old, "[]"), name, mark)
    return bodies.collected(item, name, follower.module.typed) if bodies is not None and item is not None else None


def _element(follower: Follower, old: Steps, name: str, mark: str) -> Parts | None:
    """The old shape of the element of a list that has a name."""
    module, members = follower.module, _members(follower.table, old)
    loose = any(rule.optional or rule.convert for path, rule in follower.table.items() if steps(path)[:-1] == old)
    if old[-1:] != ("[]",) or not members or loose:
        return None
    made = []
    for key, rule in members:
        inside = below(renewed(rule, (*old, key)), renewed_at(follower, old))
        if inside is None or rule.default is not None or rule.constant is not None:
            return None
        made.append(module.field("entry", str(key), (f"{name}{module.access(inside, mark)}",), mark))
    return _literal(made, module)


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
        elif module.typed and follower.trace.fields and path not in follower.trace.fields:
            return None
        else:
            value = module.reading(Read(node, node, steps(rule.to), True, null=rule.default is not None))
            around = _around(follower, path, mark)
            if around is not None and value is not None:
                value = (*around[0], *value, *around[1])
            elif any("[]" in steps(other)[len(path) : -1] for other in _below(follower.table, path)):
                return None
        if value is None:
            return None
        if rule.review and rule.review not in follower.trace.reviews:
            follower.trace.reviews.append(rule.review)
        made.append(module.field("entry", str(key), value, mark))
    return _literal(made, module)


def _literal(entries: list[Parts], module: Module) -> Parts | None:
    parts: list[str | Keep] = []
    for entry in entries:
        parts += [", " if parts else "", *entry]
    return module.mapping(tuple(parts)) if entries else None


def _tell(follower: Follower, above: Steps) -> None:
    """Says that the old shape was put together, and what it lacks; of a whole reply that is told of its lists too."""
    lost = [
        path
        for path, rule in follower.table.items()
        if (rule.gone or rule.optional) and (steps(path)[:-1] == above if above else _listed_alone(path))
    ]
    without = f", without {', '.join(lost)}" if lost else ""
    told = f"the reply leaves in its old shape{without}: see whether its new shape would do"
    if told not in follower.trace.reviews:
        follower.trace.reviews.append(told)


def _listed_alone(path: str) -> bool:
    """Whether a path is no deeper than an entry of a list at the top."""
    return path.count("[]") == path.count(".") <= 1 or "[" not in path


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
