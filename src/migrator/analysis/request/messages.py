"""The elements of a list that is sent: those written in it, and those of the same shape anywhere in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.request.answers import answered, answers, calls_kept
from migrator.analysis.request.decisions import cases_of
from migrator.analysis.request.parts import with_parts
from migrator.analysis.request.slots import of_entries
from migrator.model import Keep
from migrator.syntax import Call, Items, Mapping, Member, Name, Text

if TYPE_CHECKING:
    from migrator.analysis.dataflow.objects import Touch
    from migrator.analysis.request.bodies import Converter
    from migrator.rules.operations import FieldTable
    from migrator.syntax import Expression, Parts, Slot

ADDED = frozenset({"append", "insert", "extend", "add", "push"})
HOW = "write the message where the list is built"


def elements(converter: Converter, value: Expression, name: str) -> None:
    """Converts the elements of a list by the field table ``name``; what is built out of sight must be plain."""
    table = converter.rules.fields[name]
    modules = [converter.module]
    done: set[int] = set()
    for origin in origins(value, converter.module, converter.project):
        if origin.module not in modules:
            modules.append(origin.module)
        if isinstance(origin.expression, Items):
            for item in origin.expression.items:
                if isinstance(item, Mapping) and (slots := of_entries(item.entries)) is not None:
                    done.add(item.node.id)
                    element(converter.inside(origin.module), item, slots, table)
                    if item is origin.expression.items[-1]:
                        converter.draft.review(table.ends.get(_shape_of(item, table), ""))
        elif not isinstance(origin.expression, Text):
            converter.draft.review("messages that are built elsewhere carry a role and a content only")
    for module in modules:
        _shaped(converter.inside(module), table, done)


def _shaped(converter: Converter, table: FieldTable, done: set[int]) -> None:
    """Converts what has the shape of an element and a field that changes, wherever it is put into the list."""
    module = converter.module
    changing = {name for name, cases in table.request.items() if {case.to for case in cases} != {name}}
    for literal in module.holding(table.shape) if table.shape else ():
        if literal.node.id in done or not _changes(literal, table, changing):
            continue
        slots = of_entries(literal.entries)
        if slots is None:
            converter.problem(literal.span, "a message unpacks a mapping or has a computed key", HOW)
            continue
        element(converter, literal, slots, table)
        for touch in touches(literal.node, module, converter.project):
            if not _is_put_in(touch, table):
                converter.inside(touch.module).problem(
                    touch.module.lower(touch.node).span, "a message goes where it is not followed", HOW
                )
    for name in sorted(changing):
        for member, slot in module.storing(name):
            if _is_element(member.object, converter, table):
                _set(converter, member, slot, table)


def _changes(literal: Mapping, table: FieldTable, changing: set[str]) -> bool:
    """Whether a literal that may be an element has something to change: a field, or that it answers a call."""
    names = {entry.key.value for entry in literal.entries if isinstance(entry.key, Text)}
    answer, role = table.answer, _shape_of(literal, table)
    if role != role.lower() and any(case.lowered for case in table.request.get(table.shape, ())):
        return True
    if answer is not None and answers(literal, answer):
        return True
    return bool(names & changing - set(answer.instead if answer is not None else ()))


def _shape_of(literal: Mapping, table: FieldTable) -> str:
    """What a literal has under the key that tells its shape, empty if that is not written out."""
    found = [entry.value for entry in literal.entries if isinstance(entry.key, Text) and entry.key.value == table.shape]
    return found[0].value or "" if len(found) == 1 and isinstance(found[0], Text) else ""


def element(converter: Converter, literal: Mapping, slots: list[Slot], table: FieldTable) -> None:
    """Converts the fields of one element."""
    given: dict[int, Parts | None] = {}
    if table.answer is not None:
        given = calls_kept(slots, table.answer, converter)
        if answers(literal, table.answer):
            given |= answered(literal, slots, table.answer, converter)
    converter.convert(slots, table.request, given)


def _is_put_in(touch: Touch, table: FieldTable) -> bool:
    """Whether an element is put into a list, or only looked at."""
    use, module = touch.use, touch.module
    if touch.path:
        return touch.path in table.request
    if use.kind in ("element", "formatted", "discarded", "tested", "contains"):
        return True
    if use.kind == "member":
        return use.key in table.request
    call = module.lower(use.node) if use.kind == "argument" else None
    return isinstance(call, Call) and isinstance(call.callee, Member) and call.callee.key in ADDED


def _is_element(owner: Expression, converter: Converter, table: FieldTable) -> bool:
    """Whether a mapping whose field is set is an element of the list; a problem is noted if that cannot be told."""
    if isinstance(owner, Member) and isinstance(owner.key, int):
        return True
    literals = [
        {entry.key.value for entry in origin.expression.entries if isinstance(entry.key, Text)}
        for origin in origins(owner, converter.module, converter.project)
        if isinstance(origin.expression, Mapping)
    ]
    if literals:
        return any(table.shape in keys for keys in literals)
    if not isinstance(owner, Name) or not converter.module.reaching(owner):
        return False
    converter.problem(owner.span, "this may be a message, whose field is set later", HOW)
    return False


def _set(converter: Converter, member: Member, slot: Slot, table: FieldTable) -> None:
    """``message["field"] = value``."""
    module = converter.module
    decision = converter.decide(slot, table.request)
    if decision is None:
        return
    case = next(iter(cases_of(decision)))
    mark = module.quote(member.node)
    if case.beside:
        target = (Keep(member.object.span), module.access((case.beside,), mark))
        parts = (*target, " = ", *with_parts(converter, decision, target, mark))
        converter.draft.edits.append(module.edit(slot.span, parts, converter.rule))
    elif isinstance(case.to, str) and slot.label is not None:
        converter.draft.edits.append(
            module.edit(slot.label, (module.label(slot.label, case.to, mark),), converter.rule)
        )
    else:
        converter.problem(slot.span, f"`{slot.name}` is set after the message is built", HOW)
