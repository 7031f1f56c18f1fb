"""Turns the fields of a request into those of the new server, by the rules of its operation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Mapping as Table
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from migrator.analysis.dataflow.test_files import is_test
from migrator.analysis.request.constructed import members_of
from migrator.analysis.request.decisions import Decision, Plain, cases_of, decide, may_be_null
from migrator.analysis.request.gathered import Carried, Contribution, Gathered
from migrator.analysis.request.messages import elements
from migrator.analysis.request.parts import with_parts
from migrator.analysis.request.slots import OTHERS, SPREAD, Draft, Fate, listed, settle
from migrator.analysis.request.tools import described
from migrator.analysis.request.values import bare, elements_of, lowered, written
from migrator.analysis.snippets import available, taken
from migrator.model import Keep, Span
from migrator.record import field, record, replace
from migrator.syntax import Constant, Expression, Parts, Slot
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.request.casts import Assert
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Case
    from migrator.syntax import Module

Cases: TypeAlias = "Table[str, tuple[Case, ...]]"
BAG = "extra_body"
"""The argument of a client library that takes the fields which it does not declare."""


@record(slots=False)
class Converter:
    """Converts the fields of requests of one operation.

    ``hidden`` are the fields that a client library does not declare; they are gathered under ``BAG``, those of a
    mapping that is unpacked into the call (``gathering``) as well. ``carried`` are mappings that are still to follow.
    ``encoded`` says that bytes are text already, as they must be on the wire. ``asserting`` writes the values whose
    types are to be asserted.
    """

    module: Module
    project: Project
    rules: RuleSet
    rule: str
    draft: Draft
    hidden: frozenset[str] = frozenset()
    gathering: bool = False
    encoded: bool = True
    carried: list[Carried] = field(default_factory=list)
    asserting: Assert | None = None

    def inside(self, module: Module) -> Converter:
        """The same for another file."""
        return self if module is self.module else replace(self, module=module)

    def convert(
        self, slots: list[Slot], table: Cases, fixed: Mapping[int, Parts | None] = MappingProxyType({})
    ) -> None:
        """Adds the edits for ``slots``, which stand side by side, to the draft.

        Those ``fixed`` by their position become these parts, or stay as they are.
        """
        found = Gathered()
        found.made.update({at: [(slots[at].span, parts)] for at, parts in fixed.items() if parts is not None})
        decisions = [
            None if slot.name == SPREAD or at in fixed else self.decide(slot, table) for at, slot in enumerate(slots)
        ]
        for index, decision in enumerate(decisions):
            if decision is not None:
                self._beside(index, slots, decisions, decision, found)
                cast = self.asserting(slots[index]) if self.asserting is not None else None
                if cast is not None and isinstance(decision, Plain) and not decision.case.drop:
                    found.given.setdefault(index, cast)
        for index, (slot, decision) in enumerate(zip(slots, decisions, strict=True)):
            self._slot(index, slot, decision, found)
        for target, given in found.targets.items():
            place = given[0][0]
            if target == BAG:
                self.draft.bags.add((self.module.source.path, slots[place].span))
            merged = self._merged(target, [one for _, one in given])
            write = self.module.bag if target == BAG else self.module.field
            entry = write(slots[place].style, target, merged, self.mark(slots[place]))
            found.made.setdefault(place, []).append((slots[place].span, entry))
        fates = [self._fate(index, slot, found) for index, slot in enumerate(slots)]
        self.draft.edits += settle(slots, fates, self.module, self.rule)

    def decide(self, slot: Slot, table: Cases) -> Decision | None:
        """What becomes of a slot; a problem is noted if nothing may be done with it."""
        if not (isinstance(slot.value, Constant) and slot.value.value in (None, False)):
            self.draft.names.add(slot.name)
        cases = table.get(slot.name) or table.get(OTHERS)
        if cases is None:
            self.problem(
                slot.span,
                f"`{slot.name}` is not known, the new server would ignore it",
                "remove it, or find its counterpart",
            )
            return None
        decision = decide(cases, slot.value, self.module, self.project)
        blocking = next((case for case in cases_of(decision) if case.stops), None) if decision is not None else None
        if decision is None or blocking is not None:
            why = blocking.stops if blocking is not None else "its value may be of several kinds"
            self.draft.gone = self.draft.gone or (blocking is not None and bool(blocking.gone))
            self.problem(slot.span, f"`{slot.name}` cannot be carried over", why)
            return None
        for case in cases_of(decision):
            self.draft.review(case.review.replace("$name", slot.name))
        return decision

    def _beside(
        self, index: int, slots: list[Slot], decisions: list[Decision | None], decision: Decision, found: Gathered
    ) -> None:
        """Works a field into the one beside it."""
        name = next((case.beside for case in cases_of(decision) if case.beside), "")
        if not name:
            return
        if self.module.bodies is None:
            self.problem(slots[index].span, f"`{slots[index].name}` cannot be carried over", "write it by hand")
            return
        partner = next((at for at, slot in enumerate(slots) if slot.name == name), None)
        if partner is None:
            self.problem(slots[index].span, f"`{slots[index].name}` stands without `{name}`", "write both in one place")
        elif isinstance(decisions[partner], Plain):
            text = (Keep(slots[partner].value.span),)
            found.given[partner] = with_parts(self, decision, text, self.mark(slots[index]))
        else:
            self.problem(slots[partner].span, f"`{name}` may be missing", "write it in one place")

    def _slot(self, index: int, slot: Slot, decision: Decision | None, found: Gathered) -> None:
        if decision is None or index in found.made:
            found.staying.add(index)
            return
        cases = [case for case in cases_of(decision) if not case.drop]
        if not cases:
            return
        if cases[0].explode:
            self._explode(index, slot, cases[0].explode, found)
            return
        if cases[0].beside:
            return
        if cases[0].each:
            elements(self, slot.value, cases[0].each)
        takes = cases[0].snippet and not self.encoded and self.helped(cases[0].snippet)
        if takes and (made := described(self, slot.value, cases[0].snippet)):
            found.given[index] = made
        targets = {
            name for case in cases for name in (case.to if isinstance(case.to, dict) else (case.to or slot.name,))
        }
        if isinstance(decision, Plain) and not isinstance(cases[0].to, dict):
            if (small := lowered(cases[0], slot.value, self.mark(slot), self.module)) is not None:
                found.given.setdefault(index, small)
            self._named(index, slot, str(cases[0].to or slot.name), found)
        elif len(targets) > 1 and not isinstance(decision, Plain):
            found.staying.add(index)
            self.problem(slot.span, f"`{slot.name}` cannot be carried over", "its value may be of several kinds")
        else:
            for target in targets:
                self._contribute(index, slot, target, decision, cases[0], found)

    def _named(self, index: int, slot: Slot, name: str, found: Gathered) -> None:
        """A field that keeps its value."""
        given, mark = found.given.get(index), self.mark(slot)
        if name in self.hidden and (slot.style == "keyword" or self.gathering):
            inner = self.module.field("entry", name, given or (Keep(slot.value.span),), mark)
            found.targets.setdefault(BAG, []).append((index, Contribution(slot, "mapping", inner, False)))
        elif slot.label is None or given is not None:
            found.made[index] = [
                (slot.span, self.module.field(slot.style, name, given or (Keep(slot.value.span),), mark))
            ]
        else:
            found.staying.add(index)
            if name != slot.name:
                label = self.module.label(slot.label, name, mark)
                self.draft.edits.append(self.module.edit(slot.label, (label,), self.rule))

    def _contribute(self, index: int, slot: Slot, target: str, decision: Decision, case: Case, found: Gathered) -> None:
        template: Any = case.to.get(target) if isinstance(case.to, dict) else None
        given, mark = found.given.get(index), self.mark(slot)
        if isinstance(template, list):
            parts, shape = elements_of(decision, target, mark, self.module, given), "list"
        elif isinstance(template, dict) and isinstance(decision, Plain):
            parts, shape = bare(written(decision, target, mark, self.module, given)), "mapping"
        else:
            parts, shape = written(decision, target, mark, self.module, given), "value"
        if target in self.hidden and (slot.style == "keyword" or self.gathering):
            whole = written(decision, target, mark, self.module, given)
            parts, shape = self.module.field("entry", target, whole, mark), "mapping"
            target = BAG
        found.targets.setdefault(target, []).append((index, Contribution(slot, shape, parts, case.order == "first")))

    def _merged(self, target: str, given: list[Contribution]) -> Parts:
        """One value out of several: lists are joined (those that go first in front), mappings united."""
        ordered = sorted(given, key=lambda one: not one.first)
        shapes = {one.shape for one in ordered}
        if len(shapes) > 1 or (len(ordered) > 1 and "value" in shapes):
            self.problem(ordered[-1].slot.span, f"`{target}` is given by several fields", "write it by hand")
        if ordered[0].shape == "value":
            return ordered[0].parts
        inner: list[str | Keep] = []
        for one in ordered:
            inner += [", " if inner else "", *one.parts]
        return ("[", *inner, "]") if ordered[0].shape == "list" else self.module.mapping(tuple(inner))

    def _fate(self, index: int, slot: Slot, found: Gathered) -> Fate:
        made = found.made.get(index)
        if made is None:
            return Fate() if index in found.staying else Fate(())
        alone = len(made) == 1 and made[0][0] == slot.span
        return Fate(made[0][1] if alone else listed(made, slot.span, self.module.source.data))

    def mark(self, slot: Slot) -> str:
        """The quote that the slot's own key is written with, or the arguments beside it."""
        place = slot.value.node.parent or slot.value.node
        return self.module.quote(place if slot.style == "entry" and slot.label is not None else place.parent or place)

    def _explode(self, index: int, slot: Slot, table: str, found: Gathered) -> None:
        """Moves the members of an inner mapping up."""
        value, language = slot.value, self.module.bodies
        inner = members_of(value, self.module, self.project)
        if inner is not None and (language is not None or all(member.name != SPREAD for member in inner)):
            self._members(index, slot, inner, table, found)
        elif isinstance(value, Constant) and value.value is None:
            pass
        elif language is None:
            found.staying.add(index)
            self.problem(slot.span, f"`{slot.name}` is built elsewhere", "write its members where the request is made")
        else:
            self.carried.append(Carried(slot, value, self.module, table))
            found.made[index] = [(slot.span, language.spread(value, may_be_null(value, self.module, self.project)))]

    def carry(self, value: Expression, table: str, name: str) -> None:
        """Puts a mapping aside that moves up out of the field ``name``."""
        self.carried.append(Carried(Slot(name, value.span, value, "entry", None), value, self.module, table))

    def _members(self, index: int, slot: Slot, inner: list[Slot], table: str, found: Gathered) -> None:
        rules = self.rules.fields[table].request
        kept = found.made.setdefault(index, [])
        for member in inner:
            if member.name == SPREAD:
                self.carried.append(Carried(slot, member.value, self.module, table))
                kept.append((member.span, (Keep(member.span),)))
                continue
            decision = self.decide(member, rules)
            targets = {str(case.to) for case in cases_of(decision) if not case.drop} if decision is not None else set()
            if decision is None or not targets:
                continue
            name, mark = targets.pop(), self.mark(member)
            value = written(decision, "", mark, self.module)
            if name in self.hidden and (slot.style == "keyword" or self.gathering):
                entry = self.module.field("entry", name, value, mark)
                found.targets.setdefault(BAG, []).append((index, Contribution(slot, "mapping", entry, False)))
            else:
                kept.append((member.span, self.module.field(slot.style, name, value, mark)))
        if not kept:
            del found.made[index]

    def complete(self, slots: Iterable[Slot], required: Table[str, str], span: Span) -> None:
        """Notes each field that the new server needs and that is not given."""
        given = {slot.name for slot in slots}
        for name, why in required.items():
            if name not in given:
                self.draft.gone = True
                self.problem(span, f"`{name}` is left out", why)

    def bagged(self, span: Span) -> None:
        """Notes a problem where fields that must go into one argument come from several places."""
        if len(self.draft.bags) > 1:
            self.problem(span, f"`{BAG}` would be given several times", "write these options in one place")

    def helped(self, function: str) -> bool:
        """Whether a snippet that can serve the file has a function."""
        return available(function, self.module, self.project, self.rules)

    def through(self, function: str, value: Parts, span: Span) -> Parts:
        """A value made by a function of a snippet, which this file then imports."""
        if not self.helped(function):
            why = f"it needs a function like `{function}`, which there is none of for this file"
            self.problem(span, why, "change what is sent by hand")
            return value
        got = taken(function, self.module, self.project, self.rules)
        if got.why:
            self.problem(span, got.why, "give one of the two another name")
        self.draft.imports.append(got.imported)
        self.draft.files.append(got.file)
        return (f"{got.name}(", *value, ")")

    def problem(self, span: Span, why: str, how: str) -> None:
        """Notes what stands in the way; what a test makes of the request of another file is only named."""
        source = self.module.source
        if is_test(source.path) and not is_test(self.draft.home):
            self.draft.review(f"{source.path}:{source.position(span.start)[0]} expects the request in its old shape")
        else:
            self.draft.problems.append(Problem(source.path, span, why, how))
