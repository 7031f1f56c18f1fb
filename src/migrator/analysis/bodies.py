"""Turns the fields of a request into those of the new server, by the rules of its operation."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from migrator.analysis.kinds import choose
from migrator.analysis.origins import origins
from migrator.analysis.slots import Draft, Fate, listed, of_entries, settle
from migrator.model import Keep, Span
from migrator.rewrite.unit import Problem
from migrator.syntax import Expression, Items, Mapping, Name, Parts, Slot, Text

if TYPE_CHECKING:
    from migrator.analysis.project import Project
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Case
    from migrator.syntax import Module


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one slot gives to a target that several may feed."""

    slot: Slot
    template: Any
    first: bool


@dataclass(frozen=True)
class Converter:
    """Converts the fields of requests of one operation.

    ``hidden`` are the fields that a client library does not declare; they are gathered under ``extra_body``.
    """

    module: Module
    project: Project
    rules: RuleSet
    rule: str
    draft: Draft
    hidden: frozenset[str] = frozenset()

    def convert(self, slots: list[Slot], table: Table[str, tuple[Case, ...]]) -> None:
        """Adds the edits for ``slots``, which stand side by side, to the draft."""
        fates = [Fate()] * len(slots)
        targets: dict[str, list[tuple[int, Contribution]]] = {}
        for index, slot in enumerate(slots):
            fates[index] = self._fate(index, slot, table, targets)
        for target, given in targets.items():
            given.sort(key=lambda pair: pair[0])
            place = given[0][0]
            for index, _ in given[1:]:
                fates[index] = Fate(())
            merged = self._merged([one for _, one in given], slots[place])
            fates[place] = Fate(self.module.field(slots[place].style, target, merged, self._mark(slots[place])))
        self.draft.edits += settle(slots, fates, self.module, self.rule)

    def _fate(
        self,
        index: int,
        slot: Slot,
        table: Table[str, tuple[Case, ...]],
        targets: dict[str, list[tuple[int, Contribution]]],
    ) -> Fate:
        self.draft.names.add(slot.name)
        case = self.case(slot, table)
        if case is None:
            return Fate()
        if case.drop:
            return Fate(())
        if case.explode:
            return self._explode(slot, case.explode)
        if case.each:
            self.elements(slot.value, case.each)
        if isinstance(case.to, dict):
            for target, template in case.to.items():
                self._contribute(targets, target, index, Contribution(slot, template, case.order == "first"))
            return Fate(())
        name = case.to or slot.name
        if slot.style == "keyword" and name in self.hidden:
            self._contribute(targets, "extra_body", index, Contribution(slot, {name: "$value"}, False))
            return Fate(())
        return self._named(slot, name)

    def case(self, slot: Slot, table: Table[str, tuple[Case, ...]]) -> Case | None:
        """The rule for a slot; a problem is noted if there is none that may be followed."""
        cases = table.get(slot.name)
        if cases is None:
            self.problem(
                slot.span,
                f"`{slot.name}` is not known, the new server would ignore it",
                "remove it, or find its counterpart",
            )
            return None
        case = choose(cases, slot.value, self.module, self.project)
        if case is None or case.block:
            why = case.block if case is not None else "its value may be of several kinds"
            self.problem(slot.span, f"`{slot.name}` cannot be carried over", why)
            return None
        self.draft.review(case.review)
        return case

    def _named(self, slot: Slot, name: str) -> Fate:
        if slot.label is None:
            return Fate((f"{name}=", Keep(slot.value.span)))
        if name != slot.name:
            label = name if slot.style == "keyword" else f"{self._mark(slot)}{name}{self._mark(slot)}"
            self.draft.edits.append(self.module.edit(slot.label, (label,), self.rule))
        return Fate()

    def _contribute(
        self, targets: dict[str, list[tuple[int, Contribution]]], target: str, index: int, given: Contribution
    ) -> None:
        if given.slot.style == "keyword" and target in self.hidden:
            target, given = "extra_body", Contribution(given.slot, {target: given.template}, given.first)
        targets.setdefault(target, []).append((index, given))

    def _merged(self, given: list[Contribution], place: Slot) -> Parts:
        """One value out of several: lists are joined (those that go first in front), mappings united."""
        ordered = sorted(given, key=lambda one: not one.first)
        mark = self._mark(place)
        if len(ordered) == 1:
            return self.module.literal(ordered[0].template, mark, (Keep(ordered[0].slot.value.span),))
        inner: list[str | Keep] = []
        for one in ordered:
            parts = self.module.literal(one.template, mark, (Keep(one.slot.value.span),))
            inner += [", " if inner else "", str(parts[0])[1:], *parts[1:-1], str(parts[-1])[:-1]]
        opening, closing = ("[", "]") if isinstance(ordered[0].template, list) else ("{", "}")
        return (opening, *inner, closing)

    def _mark(self, slot: Slot) -> str:
        """The quote that the slot's own key is written with."""
        return self.module.quote(
            slot.value.node
            if slot.label is None or slot.style == "keyword"
            else slot.value.node.parent or slot.value.node
        )

    def _explode(self, slot: Slot, table: str) -> Fate:
        """Moves the members of an inner mapping up."""
        value = slot.value
        if isinstance(value, Mapping):
            inner = of_entries(value.entries)
            if inner is None:
                self.problem(slot.span, f"`{slot.name}` unpacks a mapping", "write its members out")
                return Fate()
            kept = self._members(inner, table, slot.style)
            return Fate(listed(kept, slot.span, self.module.source.data)) if kept else Fate(())
        self.problem(slot.span, f"`{slot.name}` is built elsewhere", "write its members where the request is made")
        return Fate()

    def _members(self, inner: list[Slot], table: str, style: str) -> list[tuple[Span, Parts]]:
        kept: list[tuple[Span, Parts]] = []
        hidden: list[tuple[Slot, str]] = []
        rules = self.rules.fields[table].request
        for member in inner:
            self.draft.names.add(member.name)
            case = self.case(member, rules)
            if case is None or case.drop or not isinstance(case.to, str):
                continue
            mark = self._mark(member)
            if style == "keyword" and case.to in self.hidden:
                hidden.append((member, case.to))
            elif style == "keyword":
                kept.append((member.span, (f"{case.to}=", Keep(member.value.span))))
            else:
                kept.append((member.span, (f"{mark}{case.to}{mark}: ", Keep(member.value.span))))
        if hidden:
            parts: list[str | Keep] = ["extra_body={"]
            for index, (member, name) in enumerate(hidden):
                mark = self._mark(member)
                parts += [", " if index else "", f"{mark}{name}{mark}: ", Keep(member.value.span)]
            kept.append((hidden[0][0].span, (*parts, "}")))
        return kept

    def elements(self, value: Expression, table: str) -> None:
        """Converts the literals in a list; what is built elsewhere is assumed to be in order."""
        rules = self.rules.fields[table].request
        for origin in origins(value, self.module, self.project):
            if isinstance(origin.expression, Items):
                for item in origin.expression.items:
                    self._element(item, origin.module, table)
            elif not isinstance(origin.expression, Text):
                self.draft.review("messages that are built elsewhere carry a role and a content only")
        for name in self.module.keyed("role", rules):
            rule = rules.get(name)
            if rule is not None and any(case.block for case in rule):
                self.problem(value.span, f"messages of this file carry `{name}`", rule[0].block)

    def _element(self, item: Expression, module: Module, table: str) -> None:
        if not isinstance(item, Mapping) or module is not self.module:
            return
        slots = of_entries(item.entries)
        if slots is not None:
            self.convert(slots, self.rules.fields[table].request)

    def complete(self, slots: Iterable[Slot], required: Table[str, str], span: Span) -> None:
        """Notes each field that the new server needs and that is not given."""
        given = {slot.name for slot in slots}
        for name, why in required.items():
            if name not in given:
                self.problem(span, f"`{name}` is left out", why)

    def problem(self, span: Span, why: str, how: str) -> None:
        """Notes what stands in the way."""
        self.draft.problems.append(Problem(self.module.source.path, span, why, how))


def is_local_name(expression: Expression) -> bool:
    """Whether a value is read from a variable."""
    return isinstance(expression, Name)
