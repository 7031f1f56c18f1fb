"""A type of the program's own that describes more than the replies of one call: these get a type where it was named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.declared import declaration
from migrator.analysis.reply.paths import below, has_inside, renewed, rule_at
from migrator.model import Keep, Span
from migrator.record import record
from migrator.syntax.types import Fields, Referred

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.syntax import Module, Parts, Steps
    from migrator.syntax.types import Part


@record(eq=False)
class Declared:
    """A declared type that describes a reply of ``old`` shape, and where it was named."""

    module: Module
    node: Node
    name: str
    old: Steps
    mentions: list[tuple[Module, Node]]


@record(eq=False)
class Leaf:
    """A field that is left at the end of a path, with its type; ``soft`` ones, or what an ``aside`` one is in, may be
    missing."""

    steps: Steps
    value: Parts
    soft: bool
    aside: bool = False


def inlined(follower: Follower, one: Declared) -> bool:
    """Writes the new type out wherever a call's reply was said to be of the declared one, which then stays as it is.

    False if that cannot be: a name in it means something else there, or what it names would have to change as well.
    """
    language = one.module.types
    found = language.described(one.node) if language is not None else None
    if language is None or one.old or not isinstance(found, Fields) or found.derived:
        return False
    leaves, read = [], {path.partition(".")[0] for _, _, path in follower.trace.reads}
    for part in found.parts:
        rule = rule_at(follower.table, (part.name,))
        steps = below(renewed(rule, (part.name,)), ()) if rule is not None and rule.to and not rule.gone else None
        if rule is None or not steps or (read and part.name not in read):
            continue
        text = one.module.source.data[part.node.start_byte : part.node.end_byte].decode("utf-8", "replace")
        inside = has_inside(follower.table, (part.name,))
        if not all(_means_the_same(part, module, one, follower) for module, _ in one.mentions):
            return False
        if rule.convert == "is_set":
            text = "".join(map(str, language.optional_text()))
        elif rule.default is not None and "null" not in text:
            text = f"{text} | null"
        leaves.append(Leaf(steps, (text,), not inside and (part.optional or rule.optional), bool(rule.present)))
    if not leaves:
        return False
    inner = one.node.start_byte, one.node.end_byte
    follower.trace.edits[:] = [
        edit
        for edit in follower.trace.edits
        if edit.parts == (Keep(edit.span),)
        or edit.path != one.module.source.path
        or not inner[0] <= edit.span.start <= edit.span.end <= inner[1]
    ]
    for module, mention in one.mentions:
        assert module.types is not None  # it names the type
        text_there = module.types.literal(tree(leaves))
        where = Span(mention.start_byte, mention.end_byte)
        follower.trace.edits.append(module.edit(where, text_there, follower.rule))
    return True


def tree(leaves: list[Leaf]) -> object:
    """Leaves by their paths as nested mappings; a position, or any element, makes a list of what is inside."""
    if not leaves[0].steps:  # of several, such as two names of one thing, the first tells
        return leaves[0].value
    if isinstance(leaves[0].steps[0], int) or leaves[0].steps[0] == "[]":
        return [tree([Leaf(one.steps[1:], one.value, one.soft) for one in leaves])]
    groups: dict[str, list[Leaf]] = {}
    for one in leaves:
        missing = one.aside or (one.soft and len(one.steps) == 1)
        name = str(one.steps[0]) + ("?" if missing else "")
        groups.setdefault(name, []).append(Leaf(one.steps[1:], one.value, one.soft and not one.aside))
    return {name: tree(inner) for name, inner in groups.items()}


def _means_the_same(part: Part, module: Module, one: Declared, follower: Follower) -> bool:
    """Whether the type of a field may be written in another file, and what it names stays as it is."""
    language = one.module.types
    described = language.described(part.node) if language is not None else None
    if not isinstance(described, Referred):
        return not has_inside(follower.table, (part.name,))
    here, there = (declaration(described.name, each, follower.project) for each in (one.module, module))
    changed = any(each.node.id == here[1].id for each in follower.trace.declared) if here is not None else True
    return here is not None and there is not None and here[1].id == there[1].id and not changed
