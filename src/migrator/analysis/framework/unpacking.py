"""Arguments that a call unpacks from a mapping: all that the mapping can hold, where that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from migrator.analysis.dataflow.kinds import choose
from migrator.analysis.request.carriers import Carrier, Keywords, Literal, Unseen
from migrator.analysis.request.slots import members, of_arguments
from migrator.record import field, record
from migrator.syntax import Call, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from migrator.analysis.dataflow.objects import Touch
    from migrator.analysis.dataflow.project import Project
    from migrator.model import Edit, Span
    from migrator.rules.frameworks import Framework, Keyword
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Case
    from migrator.syntax import Argument, Expression, Module

Alternative: TypeAlias = "Literal | set[str]"
UNKNOWN = "unpacks arguments that are not known here"
HOW = "write them out: one that the new class does not know goes astray without an error"


@record(frozen=False, slots=False)
class Unpacked:
    """What the call at ``site`` unpacks, and what of that is not known.

    Each of ``mappings`` is one of several sets of names, of which one is there, and each of ``added`` may be. What the
    new class takes under the same name and with the same value may come from anywhere; a literal with anything else
    must be there for this call alone, and stands for its names.
    """

    site: Expression
    framework: Framework
    project: Project
    rules: RuleSet
    mappings: list[list[Alternative]] = field(default_factory=list)
    added: set[str] = field(default_factory=set)
    problems: list[tuple[Module, Span, str]] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)

    def follow(self, argument: Argument, module: Module) -> None:
        """Looks at everything that the mapping behind an argument can hold."""
        given: list[Alternative] = []
        self.mappings.append(given)
        pieces = list(Carrier(self.project).pieces(argument.value, module))
        if not pieces:
            self.problems.append((module, argument.span, "nothing in the project calls this function"))
        for piece in pieces:
            match piece:
                case Literal(expression=made):
                    slots = members(made)
                    if slots and not all(self._stays(slot, piece.module) for slot in slots):
                        given.append(piece)
                    else:
                        given.append(self._slots(slots, made.span, piece.module))
                case Keywords(call=call, named=named):
                    rest = [one for one in call.arguments if one.spread or (one.name and one.name not in named)]
                    slots = None if any(one.spread for one in rest) else of_arguments(rest)
                    given.append(self._slots(slots, call.span, piece.module))
                case Unseen(expression=lost, why=why):
                    self.problems.append((piece.module, lost.span, why))
                case _:
                    self.added |= self._touched(piece)

    def names(self, of: Callable[[Literal], set[str]]) -> tuple[set[str], set[str]]:
        """The names that are always there, and those that may be; ``of`` gives those of a literal that changes."""
        made = [[of(one) if isinstance(one, Literal) else one for one in given] for given in self.mappings]
        always = {name for given in made if given for name in set.intersection(*given)}
        return always, self.added.union(*(names for given in made for names in given))

    def _changes(self) -> bool:
        return any(isinstance(one, Literal) for given in self.mappings for one in given)

    def _slots(self, slots: list[Slot] | None, where: Span, module: Module) -> set[str]:
        """The names of fields that stay as they are."""
        if slots is None:
            self.problems.append((module, where, "its keys are not all known"))
        for slot in slots or ():
            if not self._stays(slot, module):
                self.problems.append((module, slot.span, f"`{slot.name}` is among them, and changes"))
        return {slot.name for slot in slots or ()}

    def _stays(self, slot: Slot, module: Module) -> bool:
        """Whether the new class takes an argument as it is."""
        case = self._simple(slot, module)
        return case is not None and not (case.drop or case.review) and case.to in (None, slot.name)

    def _simple(self, slot: Slot, module: Module) -> Case | Keyword | None:
        """What becomes of an argument, if that is no more than its name, or that it goes."""
        framework = self.framework
        cases: Iterable[Case | Keyword] = framework.arguments.get(slot.name, ())
        if slot.name in framework.options:
            cases = self.rules.fields[framework.table].request.get(slot.name, ())
        case = choose(tuple(cases), slot.value, module, self.project) if cases else None
        if case is None or case.block or case.explode or isinstance(case.to, dict):
            return None
        name = case.to or slot.name
        if getattr(case, "url", None) is not None or any(name in names for names in framework.places.values()):
            return None
        more = ("inside", "code", "prefixes", "texts", "each", "beside")
        return None if any(getattr(case, one, None) for one in more) else case

    def _stored(self, slot: Slot, module: Module) -> set[str]:
        """The name under which an argument is put into the mapping later, which may be another one now."""
        case = self._simple(slot, module)
        if case is None or slot.label is None or module.bodies is None:
            return self._slots([slot], slot.span, module)
        self.reviews.append(case.review)
        if not case.drop:
            if case.to is not None and case.to != slot.name:
                label = module.label(slot.label, str(case.to), module.quote(slot.value.node))
                self.edits.append(module.edit(slot.label, (label,), self.framework.framework))
            return {str(case.to or slot.name)}
        where = module.bodies.removal(slot.value.node, module.source.data)
        if where is None:
            return self._slots([slot], slot.span, module)
        self.edits.append(module.edit(where, (), self.framework.framework))
        return set()

    def _touched(self, touch: Touch) -> set[str]:
        """What is put into the mapping later; anything else that is done with it is not understood."""
        module = touch.module
        store = module.store(touch.node) if touch.path else None
        if store is not None and store.name == touch.path:
            return self._stored(store, module)
        language = module.bodies
        if language is not None and touch.path == "update" and (call := language.updated(touch.node)) is not None:
            return self._updated(call, module)
        if language is not None and (taker := language.unpacked(touch.node)) is not None:
            if self._changes() and taker.id != self.site.node.id:
                self.problems.append((module, touch.use.span, "it is unpacked somewhere else too"))
            return set()
        if touch.use.kind not in ("tested", "discarded", "formatted"):
            where = module.lower(touch.node).span
            self.problems.append((module, where, "something else is done with them here"))
        return set()

    def _updated(self, call: Call, module: Module) -> set[str]:
        """What ``mapping.update(…)`` adds."""
        if len(call.arguments) == 1 and not call.arguments[0].name:
            inner = Unpacked(self.site, self.framework, self.project, self.rules, problems=self.problems)
            inner.follow(call.arguments[0], module)
            if inner._changes() or inner.edits:
                self.problems.append((module, call.span, "not all that is added stays as it is"))
            return inner.names(lambda _: set())[1]
        return self._slots(of_arguments(call.arguments), call.span, module)


def told(module: Module, span: Span, why: str) -> str:
    """The reason why a mapping is not known, with its place."""
    line = module.source.position(span.start)[0]
    return f"{UNKNOWN}: {why} ({module.source.path}:{line})" if why else UNKNOWN
