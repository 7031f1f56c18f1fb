"""Finds the literal behind the body of a request, and whether everything that touches it on the way is understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrator.analysis.bodies import Converter
from migrator.analysis.slots import Fate, of_arguments, of_entries, settle
from migrator.model import Keep
from migrator.syntax import Binding, Call, Expression, Mapping, Member, Name, Slot

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

    from migrator.rules.operations import Case
    from migrator.syntax import Use

LOOKED_AT = frozenset({"print", "debug", "info", "warning", "error", "exception", "log", "len", "bool"})


@dataclass(frozen=True)
class Payload:
    """Converts the body of one request; ``calls`` are the node ids of all calls of the same operation."""

    converter: Converter
    table: Table[str, tuple[Case, ...]]
    calls: frozenset[int]
    slots: list[Slot] = field(default_factory=list)
    literals: list[list[Slot]] = field(default_factory=list)

    def convert(self, value: Expression) -> None:
        """Adds the edits for the body ``value`` to the converter's draft, or what stands in their way."""
        match value:
            case Mapping(entries=entries):
                self._literal(of_entries(entries), value)
            case Call(callee=Name(name="dict"), arguments=arguments):
                self._literal(of_arguments(arguments), value)
            case Name():
                self._variable(value)
            case _:
                self._problem(value, "the body is built elsewhere", "write it where the request is made")

    def touched(self, binding: Binding) -> None:
        """Converts what a function does to a body that it gets as a parameter."""
        self._uses(binding, 1)

    def _literal(self, slots: list[Slot] | None, value: Expression) -> None:
        if slots is None:
            self._problem(value, "the body unpacks another mapping", "write its fields out")
            return
        self.slots.extend(slots)
        self.literals.append(slots)
        self.converter.convert(slots, self.table)

    def _variable(self, name: Name) -> None:
        module = self.converter.module
        bindings = module.reaching(name)
        for binding in bindings:
            value = module.lower(binding.value) if binding.value is not None else None
            literal = isinstance(value, Mapping) or (
                isinstance(value, Call) and isinstance(value.callee, Name) and value.callee.name == "dict"
            )
            if binding.kind != "assigned" or binding.path or not literal or value is None:
                self._problem(name, f"`{name.name}` is not built here", "build the body where the request is made")
                return
        if not bindings:
            self._problem(name, f"`{name.name}` is not built here", "build the body where the request is made")
        for binding in bindings:
            assert binding.value is not None
            self.convert(module.lower(binding.value))
            self._uses(binding, len(bindings))

    def _uses(self, binding: Binding, definitions: int) -> None:
        module = self.converter.module
        for read in module.uses(binding):
            use = module.use(read.node)
            store = module.store(use.node) if use.kind == "member" else None
            if use.kind == "argument":
                if use.node.id not in self.calls and not self._looked_at(use):
                    self._problem(read, f"`{binding.name}` is used elsewhere too", "give each request its own body")
            elif store is not None:
                self._store(store, binding, definitions)
            elif use.kind == "member" and self._same(str(use.key)):
                pass
            elif use.kind not in ("formatted", "discarded", "tested"):
                self._problem(
                    read,
                    f"`{binding.name}` is changed in a way that is not followed",
                    "set the fields where the body is built",
                )

    def _looked_at(self, use: Use) -> bool:
        call = self.converter.module.lower(use.node)
        if not isinstance(call, Call):
            return False
        callee = call.callee
        return (
            callee.name if isinstance(callee, Name) else callee.key if isinstance(callee, Member) else ""
        ) in LOOKED_AT

    def _same(self, name: str) -> bool:
        """Whether a field keeps its name and its value."""
        cases = self.table.get(name, ())
        return len(cases) == 1 and cases[0].to == name

    def _store(self, slot: Slot, binding: Binding, definitions: int) -> None:
        """``payload["field"] = value`` after the literal."""
        converter = self.converter
        case = converter.case(slot, self.table)
        if case is None:
            return
        self.slots.append(slot)
        converter.draft.names.add(slot.name)
        mark = converter.module.quote(slot.value.node.parent or slot.value.node)
        if isinstance(case.to, str) and slot.label is not None:
            if case.to != slot.name:
                converter.draft.edits.append(
                    converter.module.edit(slot.label, (f"{mark}{case.to}{mark}",), converter.rule)
                )
            return
        if isinstance(case.to, dict) and len(case.to) == 1 and slot.label is not None:
            ((target, template),) = case.to.items()
            alone = sum(target in (c.to if isinstance(c.to, dict) else ()) for s in self.table.values() for c in s) <= 1
            if not isinstance(template, list) or alone:
                parts = converter.module.literal(template, mark, (Keep(slot.value.span),))
                converter.draft.edits.append(
                    converter.module.edit(slot.label, (f"{mark}{target}{mark}",), converter.rule)
                )
                if parts != (Keep(slot.value.span),):
                    converter.draft.edits += settle(
                        [slot_of_value(slot)], [Fate(parts)], converter.module, converter.rule
                    )
                return
            inserted = converter.module.prepended(binding.name, target, template, slot.value.span, mark)
            if inserted is not None and case.order == "first" and definitions == 1:
                converter.draft.edits.append(converter.module.edit(slot.span, inserted, converter.rule))
                return
        converter.problem(slot.span, f"`{slot.name}` is set after the body is built", "set it where the body is built")

    def _problem(self, value: Expression, why: str, how: str) -> None:
        self.converter.problem(value.span, why, how)


def slot_of_value(slot: Slot) -> Slot:
    """The slot whose span is only its value."""
    return Slot(slot.name, slot.value.span, slot.value, slot.style, slot.label)
