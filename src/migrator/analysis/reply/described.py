"""Types by which a program describes replies: they change together with what is read, or stand in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.declared import declaration
from migrator.analysis.reply.inlined import Declared, Leaf, inlined, tree
from migrator.analysis.reply.lost import nowhere
from migrator.analysis.reply.paths import below, has_inside, renewed, rule_at
from migrator.analysis.request.slots import Fate, settle
from migrator.model import Keep, Span
from migrator.record import replace
from migrator.syntax import Awaited, Call, Expression, Member, Name, Parts, Slot
from migrator.syntax.types import Alternatives, Fields, Listed, Referred

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.analysis.reply.trace import Trace
    from migrator.model import Edit
    from migrator.syntax import Module, Steps
    from migrator.syntax.types import Part, Types

HOW = "change the type together with the call"


def describe(follower: Follower, node: Node, old: Steps, new: Steps) -> None:
    """Rewrites the type at ``node``, which the code gives the part of the reply at ``old``."""
    key = (follower.module.source.path, node.id)
    if key in follower.trace.types:
        return
    follower.trace.types.add(key)
    language = follower.module.types
    if language is None:
        return
    found = language.described(node)
    match found:
        case Alternatives(options=options):
            for option in options:
                describe(follower, option, old, new)
        case Listed(item=item) if item is not None and has_inside(follower.table, (*old, "[]")):
            rule = rule_at(follower.table, (*old, "[]"))
            describe(follower, item, (*old, "[]"), renewed(rule, (*old, "[]")) if rule is not None else (*new, "[]"))
        case Referred(name=name):
            _referred(follower, found.node, name, old, new)
        case Fields():
            _fields(follower, found, old, new)
        case _ if not found.any:
            follower.problem(found.node, "the reply is described by a type that is not understood", HOW)


def _referred(follower: Follower, node: Node, name: str, old: Steps, new: Steps) -> None:
    there = declaration(name, follower.module, follower.project)
    if there is None:
        follower.problem(node, f"the reply is described by `{name}`, which is declared elsewhere", HOW)
        return
    module, declared = there
    follower.trace.types.add((follower.module.source.path, node.id))
    for one in follower.trace.declared:
        if one.node.id == declared.id:
            one.mentions.append((follower.module, node))
            return
    if _keeps(follower, module, declared, old, new):
        return
    follower.trace.declared.append(Declared(module, declared, name, old, [(follower.module, node)]))
    describe(replace(follower, module=module), declared, old, new)


def _keeps(follower: Follower, module: Module, declared: Node, old: Steps, new: Steps) -> bool:
    """Whether every field of a declared type has its name in the new reply as well."""
    found = module.types.described(declared) if module.types is not None else None
    rules = [
        (part.name, rule_at(follower.table, (*old, part.name)), (*old, part.name))
        for part in (found.parts if isinstance(found, Fields) else ())
    ]
    follower.trace.fields.update(path for _, _, path in rules)
    moved = [below(renewed(rule, path), new) != (name,) for name, rule, path in rules if rule is not None and rule.to]
    return bool(moved) and not any(moved)


def _fields(follower: Follower, found: Fields, old: Steps, new: Steps) -> None:
    """Rewrites the fields of a type: those that go deeper are gathered, those without counterpart go."""
    module, language = follower.module, follower.module.types
    assert language is not None
    if found.derived:
        follower.problem(found.node, "the reply is described by a type with more than fields", HOW)
        return
    trees: dict[str | int, list[tuple[int, Leaf]]] = {}
    renames: dict[int, str] = {}
    kept: set[int] = set()
    for index, part in enumerate(found.parts):
        full: Steps = (*old, part.name)
        follower.trace.fields.add(full)
        rule = rule_at(follower.table, full)
        steps = below(renewed(rule, full), new) if rule is not None and rule.to and rule.convert != "time" else None
        if nowhere(follower, full):
            kept.add(index)
        if rule is None or not steps:
            continue
        inside = has_inside(follower.table, full)
        value: Parts = (Keep(_span(_inner(part.node, steps, language))),)
        if steps.count("[]") > full.count("[]"):
            pass
        elif inside:
            describe(follower, part.node, full, renewed(rule, full))
        elif rule.convert == "is_set":
            value = language.optional_text()
        elif rule.default is not None:
            value = language.nullable(part.node)
        if len(steps) == 1:
            renames[index] = str(steps[0])
        leaf = Leaf(steps, value, not inside and (part.optional or rule.optional), bool(rule.present))
        trees.setdefault(steps[0], []).append((index, leaf))
    slots = [Slot(one.name, one.span, Expression(one.node, one.span), "entry", one.label) for one in found.parts]
    fates = [Fate() if index in kept else Fate(()) for index in range(len(slots))]
    last = max((*kept, *(leaves[0][0] for leaves in trees.values())), default=-1)
    ends = {last: found.parts[-1].end} if last >= 0 else {}
    for top, leaves in trees.items():
        first = leaves[0][0]
        if len(leaves) == 1 and first in renames:
            fates[first] = Fate()
            part = found.parts[first]
            _renamed(follower, part, renames[first], leaves[0][1].value)
            if part.end and not ends.get(first, part.end):
                end = Span(part.span.end - len(part.end), part.span.end)
                follower.trace.edits.append(module.edit(end, (), follower.rule))
        else:
            inner = [Leaf(one.steps[1:], one.value, one.soft and not one.aside) for _, one in leaves]
            mark = "?" if all(one.aside for _, one in leaves) else ""
            text = language.field(f"{top}{mark}", tree(inner))
            fates[first] = Fate((*text, ends.get(first, found.parts[first].end)))
    follower.trace.edits += settle(slots, fates, module, follower.rule)


def _inner(node: Node, steps: Steps, language: Types) -> Node:
    """The type of what stands at the end of ``steps``: of each element, where a list is taken apart into its parts."""
    found = language.described(node) if "[]" in steps else None
    return found.item if isinstance(found, Listed) and found.item is not None else node


def _renamed(follower: Follower, part: Part, name: str, value: Parts) -> None:
    module = follower.module
    if name != part.name:
        label = module.label(part.label, name, module.quote(part.node))
        follower.trace.edits.append(module.edit(part.label, (label,), follower.rule))
    if value != (Keep(_span(part.node)),):
        follower.trace.edits.append(module.edit(_span(part.node), value, follower.rule))


def _span(node: Node) -> Span:
    return Span(node.start_byte, node.end_byte)


def tied(trace: Trace) -> list[Edit]:
    """The edits of types that have a name."""
    return [
        edit
        for edit in trace.edits
        for one in trace.declared
        if edit.path == one.module.source.path
        and one.node.start_byte <= edit.span.start
        and edit.span.end <= one.node.end_byte
    ]


def check(follower: Follower) -> None:
    """Notes each use of a changed type for something that is no reply of this operation.

    Where these replies are read as a whole, they get a type of their own instead.
    """
    streamed = follower.stream is not None and follower.stream.streamed
    for one in follower.trace.declared:
        label = one.node.child_by_field_name("name")
        if label is not None:  # whoever changes the type, or takes another one instead, does so with the others
            follower.trace.edits.append(one.module.edit(_span(label), (Keep(_span(label)),), follower.rule))
        for other in follower.project.mentioning(one.name, family=one.module.family):
            for mention in other.types.mentions(one.name) if other.types is not None else ():
                if not _is_about(follower, one, mention, other):
                    if not streamed and inlined(follower, one):
                        break
                    line = other.source.position(mention.start_byte)[0]
                    why = f"`{one.name}` is also used for something else ({other.source.path}:{line})"
                    replace(follower, module=one.module).problem(one.node, why, "give the reply a type of its own")
                    return


def _is_about(follower: Follower, one: Declared, mention: Node, other: Module) -> bool:
    if _visited(follower, mention, other):
        return True
    there = declaration(one.name, other, follower.project)
    if there is None or there[1].id != one.node.id or there[0] is not one.module:
        return True  # another type of this name
    assert other.types is not None  # it has the mention
    holder = other.types.holder(mention)
    if holder is not None and any(each.node.id == holder.id for each in follower.trace.declared):
        return True
    values = other.types.values(mention)
    return bool(values) and all(_is_reply(other.lower(value), other, follower) for value in values)


def _visited(follower: Follower, mention: Node, module: Module) -> bool:
    at: Node | None = mention
    while at is not None and not at.type.endswith("_statement"):
        if (module.source.path, at.id) in follower.trace.types:
            return True
        at = at.parent
    return False


def _is_reply(value: Expression, module: Module, follower: Follower, depth: int = 8) -> bool:
    """Whether a value comes from one of the calls of the operation."""
    if not depth:
        return False
    match value:
        case Awaited(value=inner):
            return _is_reply(inner, module, follower, depth - 1)
        case Call() if value.node.id in follower.calls | follower.abroad(module):
            return True
        case Call(callee=Member(object=owner)) | Member(object=owner):
            return _is_reply(owner, module, follower, depth - 1)
        case Name():
            bound = [one for one in module.reaching(value) if one.value is not None]
            return bool(bound) and all(_bound(one.value, module, follower, depth) for one in bound)
    return False


def _bound(node: Node | None, module: Module, follower: Follower, depth: int) -> bool:
    return node is not None and _is_reply(module.lower(node), module, follower, depth - 1)
