"""The arguments of a constructor, turned into those of the class that replaces it, by the table of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from migrator.analysis.addresses import Address, move
from migrator.analysis.kinds import choose
from migrator.analysis.slots import Draft, Fate, of_arguments, of_entries, settle
from migrator.analysis.texts import exchange, exchange_prefix
from migrator.analysis.trees import Tree, joined, leaves, shown, unite
from migrator.model import Keep, Span
from migrator.record import field, record
from migrator.syntax import Call, Constant, Parts, Slot
from migrator.syntax import Mapping as MappingLiteral
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from migrator.analysis.project import Project
    from migrator.rules.frameworks import Framework, Keyword
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Case
    from migrator.syntax import Module

C = TypeVar("C", "Case", "Keyword", "Case | Keyword")


@record(frozen=False, slots=False)
class Arguments:
    """What the arguments become: new names, each with the slot it is written at and its value; and slots that go."""

    targets: dict[str, tuple[int, Tree]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)


@record(slots=False)
class Arguing:
    """Converts the arguments of one call of a framework."""

    call: Call
    framework: Framework
    module: Module
    project: Project
    rules: RuleSet
    draft: Draft

    def convert(self) -> None:
        """Adds the edits of all arguments to the draft, or what stands in their way."""
        slots = self._slots()
        if slots is None:
            return
        found = Arguments()
        for index, slot in enumerate(slots):
            self._slot(index, slot, found)
        for name, why in self.framework.required.items():
            if all(slot.name != name for slot in slots):
                self._problem(self.call.span, f"without `{name}`: {why}", "write it out")
        for name, text in self.framework.unset.items():
            if all(slot.name != name for slot in slots):
                self.draft.review(text)
        self._write(slots, found)

    def _slots(self) -> list[Slot] | None:
        given = self.call.arguments
        if self.framework.rest:
            given = tuple(argument for argument in given if not argument.spread)
        elif any(argument.spread for argument in given):
            self._problem(
                self.call.span,
                "unpacks arguments that are not known here",
                "write them out: one that the new class does not know goes astray without an error",
            )
            return None
        slots = of_arguments(given, self.framework.positional)
        if slots is None:
            self._problem(self.call.span, "more arguments without a name than are known", "name them")
        return slots

    def _slot(self, index: int, slot: Slot, found: Arguments) -> None:
        """Notes what one argument becomes; one that is given nothing goes."""
        framework = self.framework
        known = slot.name in framework.options or slot.name in framework.arguments
        if known and isinstance(slot.value, Constant) and slot.value.value is None:
            found.gone.add(index)
            return
        if slot.name in framework.options:
            self._member(index, slot, self.rules.fields[framework.table].request.get(slot.name), found)
            return
        cases = framework.arguments.get(slot.name)
        if cases is None and framework.rest:
            return
        if cases is None:
            self._problem(
                slot.span,
                f"`{slot.name}` is not known: the new class may ignore it, or send it to the server as it is",
                "find its counterpart, or remove it",
            )
            return
        case = self._chosen(slot, cases)
        if case is None:
            return
        if case.drop:
            found.gone.add(index)
        elif case.explode:
            self._explode(index, slot, case.explode, found)
        else:
            self._value(slot, case)
            self._give(index, slot, case.to if case.to is not None else slot.name, found, case.code)

    def _chosen(self, slot: Slot, cases: tuple[C, ...]) -> C | None:
        """The case that a value falls into, unless it stands in the way."""
        case = choose(cases, slot.value, self.module, self.project, nullable=True)
        if case is None or case.block:
            why = case.block if case is not None else "its value may be of several kinds"
            self._problem(slot.span, f"`{slot.name}` cannot be carried over: {why}", "change it by hand")
            return None
        self.draft.review(case.review)
        return case

    def _value(self, slot: Slot, case: Keyword) -> None:
        """Changes inside the value."""
        name = self.framework.framework
        if case.url is not None:
            address = Address(case.url, self.rules.evidence.server)
            move(slot, address, self.module, self.project, self.rules, name, self.draft)
        if case.prefixes:
            known = exchange_prefix(slot.value, case.prefixes, self.module, self.project, name, self.draft)
            given = {argument.name for argument in self.call.arguments}
            if not known and self.framework.absent.keys() - given:
                why = "a model of another provider may come from outside, which has its own server"
                self._problem(slot.span, why, "give the address together with the model")
        if case.texts:
            exchange(slot.value, case.texts, self.module, self.project, name, self.draft)

    def _explode(self, index: int, slot: Slot, table: str, found: Arguments) -> None:
        """Moves the entries of a mapping up."""
        value = slot.value
        entries = of_entries(value.entries) if isinstance(value, MappingLiteral) else None
        if entries is None:
            self._problem(slot.span, f"`{slot.name}` is not written out here", "write its entries out in the call")
            return
        found.gone.add(index)
        for entry in entries:
            own = self.framework.arguments.get(f"{slot.name}.{entry.name}")
            self._member(index, entry, own or self.rules.fields[table].request.get(entry.name), found)

    def _member(self, index: int, slot: Slot, cases: tuple[Case | Keyword, ...] | None, found: Arguments) -> None:
        """An entry of a mapping, or an argument, that follows a field table."""
        if cases is None:
            self._problem(slot.span, f"`{slot.name}` is not known", "find its counterpart, or remove it")
            return
        case = self._chosen(slot, cases)
        if case is None:
            return
        if case.drop:
            found.gone.add(index)
        else:
            self._give(index, slot, case.to if case.to is not None else slot.name, found)

    def _give(self, index: int, slot: Slot, to: str | dict[str, Any], found: Arguments, code: str = "") -> None:
        """Notes the arguments that a slot feeds; several may feed one mapping, but not one value."""
        template = {to: "$value"} if isinstance(to, str) else to
        for name, part in template.items():
            tree = self._coded(code, slot) if code else self._filled(part, slot)
            for step in reversed(self._place(name)):
                tree, name = {name: tree}, step
            place, there = found.targets.get(name, (index, None))
            if there is None:
                found.targets[name] = (place, tree)
            elif isinstance(there, dict) and isinstance(tree, dict) and unite(there, tree):
                pass
            else:
                self._problem(slot.span, f"`{slot.name}` and another argument both give `{name}`", "keep one of them")

    def _coded(self, code: str, slot: Slot) -> Parts:
        """Code of the rule around the value of a slot."""
        before, _, after = code.partition("$value")
        parts = (before, Keep(slot.value.span), after)
        self._import([parts])
        return parts

    def _place(self, name: str) -> list[str]:
        """The arguments and keys that a field goes under, outermost first."""
        for place, names in self.framework.places.items():
            if name in names:
                return place.split(".")
        return []

    def _filled(self, template: object, slot: Slot) -> Tree:
        if isinstance(template, dict):
            return {str(key): self._filled(part, slot) for key, part in template.items()}
        return self.module.literal(template, self.module.quote(self.call.node), (Keep(slot.value.span),))

    def _write(self, slots: list[Slot], found: Arguments) -> None:
        """The edits of the whole argument list."""
        module, rule = self.module, self.framework.framework
        mark = module.quote(self.call.node)
        fates = [Fate()] * len(slots)
        for index, slot in enumerate(slots):
            here = {name: tree for name, (place, tree) in found.targets.items() if place == index}
            if not here:
                fates[index] = Fate(()) if index in found.gone or self._fed(slot, found) else Fate()
            elif here == {slot.name: (Keep(slot.value.span),)} and (
                slot.label is not None or not self.framework.to or self.framework.ordered
            ):
                pass
            elif len(here) == 1 and slot.label is not None and (Keep(slot.value.span),) in here.values():
                self.draft.edits.append(module.edit(slot.label, (next(iter(here)),), rule))
            else:
                written = [
                    module.field("keyword", name, shown(tree, module, mark), mark) for name, tree in here.items()
                ]
                fates[index] = Fate(joined(written, self._between(slot)))
        added = [part for name, part in self._added(mark).items() if name not in found.targets]
        if added and slots and fates[-1].parts == ():
            fates[-1] = Fate(joined(added, self._between(slots[-1])))
            self._uncomment(slots[-1])
        elif added:
            self._append(slots, added)
        self._import(added)
        self.draft.edits += settle(slots, fates, module, rule)

    def _fed(self, slot: Slot, found: Arguments) -> bool:
        """Whether the value of a slot is written somewhere else."""
        return any(Keep(slot.value.span) in leaves(tree) for _, tree in found.targets.values())

    def _added(self, mark: str) -> dict[str, Parts]:
        module, framework = self.module, self.framework
        made: dict[str, Parts] = {}
        for name, value in framework.adds.items():
            made[name] = module.field("keyword", name, module.literal(value, mark, ()), mark)
        for name, code in framework.absent.items():
            made[name] = module.field("keyword", name, (code,), mark)
        return made

    def _append(self, slots: list[Slot], added: list[Parts]) -> None:
        """Writes further arguments behind the last one."""
        module = self.module
        between = self._between(slots[-1]) if slots else ", "
        at = slots[-1].span.end if slots else self.call.span.end - 1
        parts = joined(added, between)
        self.draft.edits.append(
            module.edit(Span(at, at), (between, *parts) if slots else parts, self.framework.framework)
        )

    def _import(self, added: list[Parts]) -> None:
        texts = [part for parts in added for part in parts if isinstance(part, str)]
        for need in self.framework.needs:
            root, _, name = need.rpartition(".")
            if any((f"{name}(" if root else f"{name}.") in text for text in texts):
                wanted = Import(self.module.source.path, root, name) if root else Import(self.module.source.path, name)
                self.draft.imports.append(wanted)

    def _uncomment(self, slot: Slot) -> None:
        """Takes the comment behind a slot away with it."""
        data = self.module.source.data
        end = data.find(b"\n", slot.span.end)
        rest = data[slot.span.end : end]
        comment = rest.lstrip(b" \t,")
        if end > 0 and comment.startswith((b"#", b"//")):
            start = end - len(comment)
            blanks = len(data[slot.span.end : start]) - len(data[slot.span.end : start].rstrip())
            self.draft.edits.append(self.module.edit(Span(start - blanks, end), (), self.framework.framework))

    def _between(self, slot: Slot) -> str:
        """What separates arguments: a line break and the indentation where the slot has a line of its own."""
        data = self.module.source.data
        indent = data[data.rfind(b"\n", 0, slot.span.start) + 1 : slot.span.start]
        return ", " if indent.strip() else f",\n{indent.decode()}"

    def _problem(self, span: Span, why: str, how: str) -> None:
        self.draft.problems.append(Problem(self.module.source.path, span, why, how))
