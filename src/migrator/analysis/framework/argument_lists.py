"""The edits of an argument list, or of the entries of a mapping, once it is known what each becomes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from migrator.analysis.request.slots import Draft, Fate, between, settle
from migrator.analysis.request.trees import Tree, joined, leaves, shown
from migrator.model import Keep, Span
from migrator.record import field, record
from migrator.syntax import Call, Parts, Slot
from migrator.syntax import Mapping as MappingLiteral
from migrator.unit import Import

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from migrator.rules.frameworks import Framework
    from migrator.syntax import Module

T = TypeVar("T")


@record(frozen=False, slots=False)
class Arguments:
    """What the arguments become: new names, each with the slot it is written at and its value; and slots that go.

    ``further`` ones come behind the others.
    """

    targets: dict[str, tuple[int, Tree]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    further: dict[str, Tree] = field(default_factory=dict)


def own(table: Mapping[str, T]) -> Iterator[tuple[str, T]]:
    """The lines of a table that are not about the entries of a mapping."""
    return ((name, value) for name, value in table.items() if "." not in name)


@record(slots=False)
class Listing:
    """Writes the arguments of one call, or the entries of one mapping, anew."""

    site: Call | MappingLiteral
    framework: Framework
    module: Module
    draft: Draft

    @property
    def _style(self) -> str:
        return "entry" if isinstance(self.site, MappingLiteral) or self.framework.by_object else "keyword"

    def write(self, slots: list[Slot], found: Arguments) -> None:
        """The edits of the whole argument list."""
        module, rule = self.module, self.framework.framework
        mark = module.quote(self.site.node)
        fates = [Fate()] * len(slots)
        for index, slot in enumerate(slots):
            here = {name: tree for name, (place, tree) in found.targets.items() if place == index}
            if not here:
                fates[index] = Fate(()) if index in found.gone or self._fed(slot, found) else Fate()
            elif here == {slot.name: (Keep(slot.value.span),)} and (
                slot.label is not None or not self.framework.to or self.framework.ordered
            ):
                pass
            elif self._renames(slot, here):
                name = next(iter(here))
                label = module.label(slot.label, name, mark) if slot.label is not None else name
                assert slot.label is not None
                self.draft.edits.append(module.edit(slot.label, (label,), rule))
            else:
                written = [
                    module.field(self._style, name, shown(tree, module, mark), mark) for name, tree in here.items()
                ]
                fates[index] = Fate(joined(written, between(slot, self.module)))
        added = self._all_added(found, mark)
        if added and slots and fates[-1].parts == ():
            fates[-1] = Fate(joined(added, between(slots[-1], self.module)))
            self._uncomment(slots[-1])
        elif added:
            self._append(slots, added)
        self.import_for(added)
        self.draft.edits += settle(slots, fates, module, rule)

    def fill(self, found: Arguments) -> None:
        """Gives a call without arguments the object that it takes."""
        added = self._all_added(found, self.module.quote(self.site.node))
        at = self.site.span.end - 1
        self.draft.edits.append(
            self.module.edit(Span(at, at), self.module.mapping(joined(added, ", ")), self.framework.framework)
        )
        self.import_for(added)

    def _all_added(self, found: Arguments, mark: str) -> list[Parts]:
        """The arguments that are written behind those that are there."""
        made = [part for name, part in self._added(mark).items() if name not in found.targets]
        for name, tree in found.further.items():
            made.append(self.module.field(self._style, name, shown(tree, self.module, mark), mark))
        return made

    def _renames(self, slot: Slot, here: Mapping[str, Tree]) -> bool:
        """Whether an argument keeps its value under another name, which is written in the place of the old one."""
        named = slot.label is not None and slot.label != slot.value.span
        return len(here) == 1 and named and (Keep(slot.value.span),) in here.values()

    def _fed(self, slot: Slot, found: Arguments) -> bool:
        """Whether the value of a slot is written somewhere else."""
        return any(Keep(slot.value.span) in leaves(tree) for _, tree in found.targets.values())

    def _added(self, mark: str) -> dict[str, Parts]:
        module, framework = self.module, self.framework
        made: dict[str, Parts] = {}
        for name, value in own(framework.adds):
            made[name] = module.field(self._style, name, module.literal(value, mark, ()), mark)
        placed = {name for names in framework.places.values() for name in names}
        for name, code in own(framework.absent):
            if name not in placed:
                made[name] = module.field(self._style, name, (module.code(code, self.site.node),), mark)
        return made

    def _append(self, slots: list[Slot], added: list[Parts]) -> None:
        """Writes further arguments behind the last one."""
        module = self.module
        unpacked = self.site.arguments[-1:] if isinstance(self.site, Call) and not slots else ()
        separator = between(slots[-1], module) if slots else ", " if unpacked else ""
        at = slots[-1].span.end if slots else unpacked[0].span.end if unpacked else self.site.span.end - 1
        parts = joined(added, separator or ", ")
        self.draft.edits.append(module.edit(Span(at, at), (separator, *parts), self.framework.framework))

    def import_for(self, added: list[Parts]) -> None:
        texts = [part for parts in added for part in parts if isinstance(part, str)]
        for need in self.framework.needs:
            root, _, name = need.rpartition(".")
            if any(re.search(rf"\b{re.escape(name)}[.(]", text) for text in texts):
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
