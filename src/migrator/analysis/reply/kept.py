"""Replies that leave in their old shape, for callers who ask in the old shape: put together as their type names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.declared import fields_of
from migrator.analysis.reply.paths import has_inside, rule_at, shown, steps
from migrator.model import Keep, Span
from migrator.syntax import Awaited, Call, Name, Read
from migrator.syntax.types import Fields, Referred

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.rules.operations import Reply
    from migrator.syntax import Module, Parts, Steps, Use

NAMES = ("reply", "answer", "full_reply")
WITHOUT = "the reply keeps its old shape for its callers, without {}"
WHOLE = "the reply keeps its old shape for its callers"


def answered(follower: Follower, node: Node) -> bool:
    """Whether a whole reply, or a part of a stream, says the same as before, or is given its old shape back.

    That is done for callers who ask in the old shape, where it leaves at ``node`` as a type whose fields are known.
    """
    module = follower.module
    if follower.plain and follower.table and all(rule.to == key for key, rule in follower.table.items()):
        return True
    if not follower.outer:
        return False
    bare, end = node, node
    while (use := module.use(end)).kind == "flows":
        end = use.node
        bare = end if isinstance(module.lower(end), Awaited) and bare.id == node.id else bare
    type_ = _type(use, end, module)
    found = fields_of(type_, module, follower.project) if type_ is not None else None
    if found is None or found[1].derived or (follower.chunk is None and not follower.succeeded(node)):
        return False
    lost: list[str] = []
    value = _literal(follower, bare, found[0], found[1], (), lost)
    if value is None:
        value = _asserted(follower, bare, found, type_)
    if value is None or not _written(follower, bare, value):
        return False
    told = WITHOUT.format(", ".join(lost)) if lost else WHOLE
    if told not in follower.trace.reviews:
        follower.trace.reviews.append(told)
    return True


def _type(use: Use, node: Node, module: Module) -> Node | None:
    """The type that a value has where it leaves: of what a function returns or yields, or another one takes."""
    if module.types is None:
        return None
    if use.kind in ("returned", "yielded"):
        return next(iter(module.types.given(node)), None)
    call = module.lower(use.node) if use.kind == "argument" else None
    if not isinstance(call, Call) or not isinstance(call.callee, Name) or not isinstance(use.argument, int):
        return None
    bound = [one.annotation for one in module.reaching(call.callee) if one.annotation is not None]
    return module.types.taken(bound[0], use.argument) if len(bound) == 1 else None


def _written(follower: Follower, node: Node, value: Parts) -> bool:
    """Whether the literal could be put where the reply leaves."""
    module, where = follower.module, Span(node.start_byte, node.end_byte)
    if isinstance(module.lower(node), Name):
        follower.trace.edits.append(module.edit(where, value, follower.rule))
        return True
    name = next((one for one in NAMES if not module.mentions(one)), "")
    inner = renamed(value, where, name)
    made = module.bodies.named_before(node, name, inner, module.source.data) if module.bodies and name else None
    if made is not None:
        follower.trace.edits.append(module.edit(*made, follower.rule))
    return made is not None


def renamed(parts: Parts, where: Span, name: str) -> Parts:
    """Parts that keep a span, with a name in its place, and without the brackets that it needed."""
    made: list[str | Keep] = []
    for part in parts:
        if part == Keep(where):
            if made[-1:] == ["("]:
                made.pop()
            made.append(name)
        elif made[-1:] == [name] and isinstance(part, str) and part.startswith(")"):
            made.append(part[1:])
        else:
            made.append(part)
    return tuple(made)


def _literal(
    follower: Follower, node: Node, where: Module, fields: Fields, above: Steps, lost: list[str]
) -> Parts | None:
    """The literal for what stands at a path of the old reply, with the fields of its type."""
    module, entries = follower.module, []
    mark = module.quote(node)[0]
    for part in fields.parts:
        path = (*above, part.name)
        rule = rule_at(follower.table, path)
        value: Parts | None = None
        if rule is not None and has_inside(follower.table, path):
            inner = fields_of(part.node, where, follower.project)
            value = _literal(follower, node, *inner, path, lost) if inner is not None else None
            value = value if inner is not None else _read(follower, node, path, rule)
        elif rule is not None:
            value = _read(follower, node, path, rule)
        if value is not None:
            entries.append(module.field("entry", part.name, value, mark))
        elif part.optional:
            lost += [shown(path)] if rule is not None else []
        else:
            return None
    parts: list[str | Keep] = []
    for entry in entries:
        parts += [", " if parts else "", *entry]
    return module.mapping(tuple(parts)) if entries else None


def _asserted(follower: Follower, node: Node, found: tuple[Module, Fields], type_: Node | None) -> Parts | None:
    """The literal for a type with fields that no such reply ever had: those it has, and what it told besides."""
    module, (where, fields) = follower.module, found
    described = module.types.described(type_) if module.types is not None and type_ is not None else None
    strange = [part for part in fields.parts if rule_at(follower.table, (part.name,)) is None]
    if not isinstance(described, Referred) or not strange:
        return None
    told = [part for part in fields.parts if part not in strange]
    value = _literal(follower, node, where, Fields(fields.node, parts=tuple(told)), (), [])
    if value is None:
        return None
    named, mark = {part.name for part in told}, module.quote(node)[0]
    more: list[str | Keep] = []
    for path, rule in follower.table.items():
        text = _read(follower, node, (path,), rule) if path.isidentifier() and rule.default is not None else None
        if text is not None and path not in named:
            more += [", ", *module.field("entry", path, text, mark)]
    return (*value[:-1], *more, str(value[-1]), f" as {described.name}")


def _read(follower: Follower, node: Node, path: Steps, rule: Reply) -> Parts | None:
    """How a part of the old reply is read of the new one; ``None`` if it cannot be, or has another shape there."""
    module, types = follower.module, follower.module.types
    if rule.constant is not None:
        return module.literal(rule.constant, module.quote(node), ())
    if rule.convert == "time" and types is not None:
        return types.moment((Keep(Span(node.start_byte, node.end_byte)), module.access(steps(rule.to), "'")))
    if rule.gone or not rule.to or rule.present or rule.convert == "json" or rule.snippet or _is_calls(rule):
        return None
    if follower.chunk is None:
        if rule.needs or rule.convert:
            return None
        read = Read(node, node, steps(rule.to), True, null=rule.default is not None)
    elif rule.needs:
        return None
    else:
        read = Read(node, node, steps(rule.to), True, null=rule.default is not None, extra=rule.extra)
        read = follower.chunk.read(read, path, rule, False)
    if rule.review and rule.review not in follower.trace.reviews:
        follower.trace.reviews.append(rule.review)
    return module.reading(read)


def _is_calls(rule: Reply) -> bool:
    """Whether a rule leads to calls of tools, whose arguments are written otherwise."""
    return bool(rule.joins) and rule.optional
