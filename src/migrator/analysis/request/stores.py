"""Statements that set a field of a mapping after it is built, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.request.decisions import cases_of
from migrator.analysis.request.gathered import Carried
from migrator.analysis.request.slots import SPREAD, members
from migrator.analysis.request.values import written
from migrator.model import Keep
from migrator.record import replace
from migrator.syntax import Call, Mapping, Name

if TYPE_CHECKING:
    from migrator.analysis.dataflow.objects import Touch
    from migrator.analysis.request.bodies import Converter
    from migrator.analysis.request.decisions import Decision
    from migrator.syntax import Expression, Slot


def removed(converter: Converter, slot: Slot) -> None:
    """Takes out a statement that sets what has no counterpart."""
    module = converter.module
    where = module.bodies.removal(slot.value.node, module.source.data) if module.bodies is not None else None
    if where is None:
        converter.problem(slot.span, f"`{slot.name}` is set where nothing else is done", "remove it by hand")
    else:
        converter.draft.edits.append(module.edit(where, (), converter.rule))


def renamed(converter: Converter, slot: Slot, decision: Decision) -> None:
    """A field that is set under a new name, if it has one."""
    module, mark = converter.module, converter.mark(slot)
    name = next((str(case.to) for case in cases_of(decision) if not case.drop), "")
    if not name:
        removed(converter, slot)
        return
    if name in converter.hidden:
        converter.problem(slot.span, f"`{slot.name}` is set later", "set it where the request is made")
        return
    value = written(decision, "", mark, module)
    if slot.label is not None and name != slot.name:
        converter.draft.edits.append(module.edit(slot.label, (module.label(slot.label, name, mark),), converter.rule))
    if value != (Keep(slot.value.span),):
        converter.draft.edits.append(module.edit(slot.value.span, value, converter.rule))


def moved_up(converter: Converter, slot: Slot, owner: Expression, table: str) -> None:
    """The members of a mapping that is put into a field of ``owner``: they are put into it directly."""
    module, rules = converter.module, converter.rules.fields[table].request
    inner = members(slot.value)
    assert module.bodies is not None  # what else would be moved
    parts = module.bodies.update((Keep(owner.span),), (Keep(slot.value.span),))
    if inner is None:
        converter.carried.append(Carried(slot, slot.value, module, table))
        converter.draft.edits.append(module.edit(slot.span, parts, converter.rule))
        return
    decisions = [converter.decide(member, rules) for member in inner if member.name != SPREAD]
    kept = [one for one in decisions if one is not None and any(not case.drop for case in cases_of(one))]
    spreads = [member for member in inner if member.name == SPREAD]
    if None in decisions:
        return
    if not kept and not spreads:
        removed(converter, slot)
    elif len(kept) == 1 and not spreads:
        name = next(str(case.to) for case in cases_of(kept[0]) if not case.drop)
        mark = converter.mark(inner[0])
        whole = (Keep(owner.span), f"{module.access((name,), mark)} = ", *written(kept[0], "", mark, module))
        converter.draft.edits.append(module.edit(slot.span, whole, converter.rule))
    else:
        converter.carried.extend(Carried(slot, member.value, module, table) for member in spreads)
        replace(converter, gathering=True).convert(inner, rules)
        converter.draft.edits.append(module.edit(slot.span, parts, converter.rule))


def once(owner: Expression, touch: Touch) -> bool:
    """Whether a statement changes a fresh literal each time it runs: an element put into a list stays there."""
    bound = touch.module.reaching(owner) if isinstance(owner, Name) else ()
    made, language = bound[0].value if len(bound) == 1 else None, touch.module.bodies
    return (
        language is not None
        and made is not None
        and isinstance(touch.module.lower(made), Mapping | Call)
        and language.copied(touch.module.lower(made)) is None
        and language.once(made, touch.node)
    )


def updating(touch: Touch) -> Call | None:
    """The call that adds fields to the mapping that is touched."""
    language = touch.module.bodies
    return language.updated(touch.node) if language is not None else None
