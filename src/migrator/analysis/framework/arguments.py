"""The arguments of a constructor, or the entries of a mapping, turned into the new ones by the table of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from migrator.analysis.dataflow.kinds import choose
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.framework.argument_lists import Arguments, Listing, own
from migrator.analysis.framework.placing import camel, place_missing, place_of, snake, standing_alone
from migrator.analysis.framework.texts import exchange, exchange_prefix
from migrator.analysis.framework.unpacking import HOW, Unpacked, told
from migrator.analysis.http.addresses import Address, move
from migrator.analysis.request.slots import SPREAD, Draft, is_mapping, members, of_arguments, of_entries
from migrator.analysis.request.trees import Tree, unite
from migrator.model import Keep, Span
from migrator.record import record, replace
from migrator.syntax import Call, Constant, Parts, Slot
from migrator.syntax import Mapping as MappingLiteral
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.request.carriers import Literal
    from migrator.rules.frameworks import Framework, Keyword
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Case
    from migrator.syntax import Module

C = TypeVar("C", "Case", "Keyword", "Case | Keyword")
T = TypeVar("T")


@record(slots=False)
class Arguing:
    """Converts the arguments of one call of a framework, or the entries of one mapping."""

    site: Call | MappingLiteral
    framework: Framework
    module: Module
    project: Project
    rules: RuleSet
    draft: Draft

    def convert(self) -> set[str]:
        """Adds the edits of all arguments to the draft, or what stands in their way; gives their new names."""
        if self.framework.by_object and isinstance(self.site, Call):
            return self._object(self.site)
        slots = self._slots()
        if slots is None:
            return set()
        found, unpacked = Arguments(), self._unpacked()
        for index, slot in enumerate(slots):
            self._slot(index, slot, found)
        given = {slot.name for slot in slots} | unpacked.names(_old)[0]
        for name, why in own(self.framework.required):
            if name not in given:
                self._problem(self.site.span, f"without `{name}`: {why}", "write it out")
        for name, text in own(self.framework.unset):
            if name not in given:
                self.draft.review(text)
        always, perhaps = self._changed(unpacked)
        left = {name: code for name, code in self.framework.absent.items() if name not in always}
        for name in sorted(perhaps & {*found.targets, *left, *self.framework.adds}):
            self._problem(self.site.span, f"`{name}` may be unpacked here, and is given", "give it once")
        framework = replace(self.framework, absent=left)
        place_missing(found, framework, self.site, self.module)
        Listing(self.site, framework, self.module, self.draft).write(slots, found)
        return {*found.targets, *(slot.name for index, slot in enumerate(slots) if index not in found.gone)}

    def _object(self, call: Call) -> set[str]:
        """Converts the one object that a call takes; a call without any gains one."""
        match call.arguments:
            case ():
                found = Arguments()
                place_missing(found, self.framework, call, self.module)
                for name, why in self.framework.required.items():
                    self._problem(call.span, f"without `{name}`: {why}", "write it out")
                Listing(call, self.framework, self.module, self.draft).fill(found)
            case (only,) if not only.spread and isinstance(only.value, MappingLiteral):
                return replace(self, site=only.value).convert()
            case _:
                self._problem(call.span, "its arguments are not written out here", "give it one object")
        return set()

    def _changed(self, unpacked: Unpacked) -> tuple[set[str], set[str]]:
        """Converts the literals that are unpacked; gives the new names that are always there, and that may be."""
        framework = replace(self.framework, absent={}, adds={}, required={}, unset={})
        made: dict[int, set[str]] = {}

        def converted(one: Literal) -> set[str]:
            if one.expression.node.id not in made:
                inner = replace(self, site=one.expression, module=one.module, framework=framework)
                made[one.expression.node.id] = inner.convert()
            return made[one.expression.node.id]

        return unpacked.names(converted)

    def _slots(self) -> list[Slot] | None:
        if isinstance(self.site, MappingLiteral):
            found = of_entries(self.site.entries, spreads=self.framework.rest)
            if found is None:
                self._problem(self.site.span, "has keys that are not known here", "write its entries out")
                return None
            return [slot for slot in found if slot.name != SPREAD]
        given = self.site.arguments
        given = tuple(argument for argument in given if not argument.spread)
        slots = of_arguments(given, self.framework.positional)
        if slots is None:
            self._problem(self.site.span, "more arguments without a name than are known", "name them")
        return slots

    def _unpacked(self) -> Unpacked:
        """What the call unpacks, which stays as it is: nothing of it may change, or be given a second time."""
        found = Unpacked(self.site, self.framework, self.project, self.rules)
        given = self.site.arguments if isinstance(self.site, Call) and not self.framework.rest else ()
        for argument in given:
            if argument.spread == SPREAD:
                found.follow(argument, self.module)
            elif argument.spread:
                found.problems.append((self.module, argument.span, ""))
        for module, span, why in found.problems:
            self._problem(self.site.span, told(module, span, why), HOW)
        self.draft.edits += found.edits
        for review in found.reviews:
            self.draft.review(review)
        return found

    def _slot(self, index: int, slot: Slot, found: Arguments) -> None:
        """Notes what one argument becomes; one that is given nothing goes."""
        framework = self.framework
        option = snake(slot.name) if framework.camel else slot.name
        known = option in framework.options or slot.name in framework.arguments
        if known and isinstance(slot.value, Constant) and slot.value.value is None:
            found.gone.add(index)
            return
        if option in framework.options:
            options = self.rules.fields[framework.table].request.get(option)
            self._member(index, slot, options, found, cased=framework.camel)
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
            if case.inside:
                self._inside(slot)
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
            given = {slot.name for slot in self._slots() or ()}
            if not known and self.framework.absent.keys() - given:
                why = "a model of another provider may come from outside, which has its own server"
                self._problem(slot.span, why, "give the address together with the model")
        if case.texts:
            exchange(slot.value, case.texts, self.module, self.project, name, self.draft)

    def _inside(self, slot: Slot) -> None:
        """Converts the entries of a mapping in their place."""
        for value in origins(slot.value, self.module, self.project):
            if not is_mapping(value.expression):
                self._problem(slot.span, f"`{slot.name}` is not written out here", "write its entries out")
                return
            framework = _part(self.framework, f"{slot.name}.")
            replace(self, site=value.expression, framework=framework, module=value.module).convert()

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

    def _member(
        self,
        index: int,
        slot: Slot,
        cases: tuple[Case | Keyword, ...] | None,
        found: Arguments,
        cased: bool = False,
    ) -> None:
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
            to = case.to if case.to is not None else slot.name
            given = camel(to) if cased and isinstance(to, str) and not place_of(to, self.framework) else to
            self._give(index, slot, given, found)

    def _give(self, index: int, slot: Slot, to: str | dict[str, Any], found: Arguments, code: str = "") -> None:
        """Notes the arguments that a slot feeds; several may feed one mapping, but not one value."""
        template = {to: "$value"} if isinstance(to, str) else to
        for name, part in template.items():
            moved = name != slot.name or bool(place_of(name, self.framework))
            value = standing_alone(slot, moved, self.module, self.draft)
            tree = self._coded(code, slot) if code else self._filled(part, value)
            for step in reversed(place_of(name, self.framework)):
                tree, name = {name: tree}, step
            place, there = found.targets.get(name, (index, None))
            if there is None:
                found.targets[name] = (place, tree)
            elif isinstance(there, dict) and isinstance(tree, dict) and unite(there, tree):
                found.gone.add(index)
            else:
                self._problem(slot.span, f"`{slot.name}` and another argument both give `{name}`", "keep one of them")

    def _coded(self, code: str, slot: Slot) -> Parts:
        """Code of the rule around the value of a slot."""
        before, _, after = code.partition("$value")
        parts = (before, Keep(slot.value.span), after)
        Listing(self.site, self.framework, self.module, self.draft).import_for([parts])
        return parts

    def _filled(self, template: object, value: Parts) -> Tree:
        if isinstance(template, dict):
            return {str(key): self._filled(part, value) for key, part in template.items()}
        return self.module.literal(template, self.module.quote(self.site.node), value)

    def _problem(self, span: Span, why: str, how: str) -> None:
        self.draft.problems.append(Problem(self.module.source.path, span, why, how))


def _old(literal: Literal) -> set[str]:
    return {slot.name for slot in members(literal.expression) or ()}


def _part(framework: Framework, prefix: str) -> Framework:
    """What a framework says about the entries of one of its mappings, by their names in there."""

    def inside(table: Mapping[str, T]) -> dict[str, T]:
        return {name.removeprefix(prefix): value for name, value in table.items() if name.startswith(prefix)}

    return replace(
        framework,
        arguments=inside(framework.arguments),
        places=inside(framework.places),
        absent=inside(framework.absent),
        adds=inside(framework.adds),
        required=inside(framework.required),
        unset=inside(framework.unset),
        options=tuple(name.removeprefix(prefix) for name in framework.options if name.startswith(prefix)),
    )
