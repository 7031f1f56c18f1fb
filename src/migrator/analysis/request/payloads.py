"""The literals behind the body of a request, and whether everything that touches them on the way is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.request.bodies import Cases, Converter
from migrator.analysis.request.boundary import Edge, edge
from migrator.analysis.request.carried import carry
from migrator.analysis.request.carriers import (
    Carrier,
    Keywords,
    Literal,
    Unseen,
    copy,
    kept_unread,
    leads,
    named,
    shown,
)
from migrator.analysis.request.decisions import Decision, Plain, cases_of
from migrator.analysis.request.held import held
from migrator.analysis.request.messages import elements
from migrator.analysis.request.parts import with_parts
from migrator.analysis.request.shapes import Shape, reshape
from migrator.analysis.request.slots import SPREAD, Fate, members, of_arguments, of_entries, settle
from migrator.analysis.request.stores import moved_up, once, removed, renamed, updating
from migrator.analysis.request.trees import steps_to
from migrator.analysis.request.values import written
from migrator.analysis.request.written_out import unpacked_edge, whole_written_out, written_out
from migrator.model import Keep
from migrator.record import field, record
from migrator.syntax import Expression, Mapping, Member, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from migrator.analysis.dataflow.objects import Touch
    from migrator.syntax import Module

HOW = "build the body where the request is made"
UNPACKED = "the body unpacks a mapping that is built elsewhere"
CHANGED = ("is changed in a way that is not followed", "set the fields where the body is built")


@record(slots=False)
class Payload:
    """Converts the body of one request; ``calls`` are the nodes of all calls of the operation, ``sent`` of any.

    ``literals`` are the fields of each literal that the body may be, ``slots`` these and the ones that are set later.
    ``types`` say what it is, ``shapes`` those that were rewritten; ``outer`` are parameters of the old shape.
    """

    converter: Converter
    table: Cases
    calls: frozenset[int]
    sent: frozenset[int] = frozenset()
    slots: list[Slot] = field(default_factory=list)
    literals: list[list[Slot]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    types: list[tuple[Module, Node]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    outer: list[Edge] = field(default_factory=list)

    def convert(self, value: Expression) -> None:
        """Adds the edits for the body ``value`` to the converter's draft, or what stands in their way."""
        if (outer := edge(value, self.converter.module, self.converter.project)) is not None:
            whole_written_out(self, outer, value)
            return
        self.types.extend(held(value, self.converter.module))
        pieces = list(Carrier(self.converter.project).pieces(value, self.converter.module))
        found = [piece for piece in pieces if isinstance(piece, Literal)]
        self.literals.extend(slots for literal in found if (slots := self._literal(literal)) is not None)
        for piece in pieces:
            match piece:
                case Literal():
                    pass
                case Keywords() | Unseen():
                    why = piece.why if isinstance(piece, Unseen) and piece.why else "the body is built elsewhere"
                    self.converter.problem(value.span, why, "write it where the request is made")
                case _:
                    self._touch(piece, len(found) == 1)
        if not found:
            self.converter.problem(value.span, "the body is built elsewhere", "write it where the request is made")
        carry(self.converter, self.calls | self.sent)
        if not all(self._same(slot.name) for slot in self.slots):
            self.shapes.extend(reshape(self))

    def _literal(self, literal: Literal) -> list[Slot] | None:
        """Converts one literal, and gives the fields of it and of what it unpacks."""
        made, module = literal.expression, literal.module
        slots = members(made)
        if slots is None or module is not self.converter.module:
            why = "the body has a computed key" if slots is None else "the body is built in another file"
            self.converter.inside(module).problem(made.span, why, HOW)
            return None
        if made.node.id in self.seen:
            return slots
        self.seen.add(made.node.id)
        self.types.extend(held(made, module))
        unpacked = [slot for slot in slots if slot.name == SPREAD]
        own = [slot for slot in slots if slot.name != SPREAD]
        self.slots.extend(own)
        self.converter.convert(slots, self.table)
        before: list[Slot] = []
        for slot in unpacked:
            outer = unpacked_edge(self, slot)
            if outer is None:
                before += self.unpacked(slot, self.lists(own))
            else:
                before += written_out(self, outer, slot, own)
        return before + own

    def unpacked(self, slot: Slot, taken: set[str]) -> list[Slot]:
        """The fields of the mapping that a body unpacks."""
        project, found = self.converter.project, []
        language = self.converter.module.bodies
        value = language.guarded(slot.value) if language is not None else slot.value
        pieces = list(Carrier(project).pieces(value, self.converter.module))
        for piece in pieces:
            match piece:
                case Literal():
                    slots = self._literal(piece) or []
                    if taken & self.lists(slots):
                        self.converter.problem(slot.value.span, "the messages come from several mappings", HOW)
                    found += slots
                case Keywords(call=call, named=named):
                    given = [one for one in call.arguments if one.name and one.name not in named]
                    if given or any(one.spread for one in call.arguments):
                        self.converter.problem(slot.value.span, "its callers add fields to the body", HOW)
                case Unseen(why=why):
                    self.converter.problem(slot.value.span, why or UNPACKED, HOW)
                case _:
                    self._touch(piece, False)
        return found

    def lists(self, slots: Iterable[Slot]) -> set[str]:
        """The lists of the new body that fields go into."""
        return {
            target
            for slot in slots
            for case in self.table.get(slot.name, ())
            if isinstance(case.to, dict)
            for target, template in case.to.items()
            if isinstance(template, list)
        }

    def _touch(self, touch: Touch, alone: bool) -> None:
        """Converts what is done with the body, or notes that it is not understood."""
        store = touch.module.store(touch.node) if touch.path else None
        if store is not None and touch.path == store.name:
            self._store(store, touch, alone)
        elif not (self._nested(touch, store) or self._updated(touch) or self._harmless(touch)):
            if touch.use.kind == "argument":
                self._touched(touch, "is used elsewhere too", "give each request its own body")
            else:
                self._touched(touch, *CHANGED)

    def _harmless(self, touch: Touch) -> bool:
        """Whether a touch changes nothing: the body is sent, looked at, or read for what stays as it is."""
        module, use, language = touch.module, touch.use, touch.module.bodies
        project = self.converter.project
        if (made := copy(touch)) is not None:
            return leads(made.node, module, project, self.calls)
        if touch.path == "keys" and use.kind == "called":
            return named(use.node, module)
        if touch.path:
            return self._same(touch.path.partition(".")[0])
        match use.kind:
            case "member" | "contains":
                return self._same(str(use.key))
            case "formatted" | "discarded" | "tested":
                return True
            case "element" if language is not None and (given := language.entry(touch.node)) is not None:
                if leads(given[1], module, project, self.calls):  # the options of the request
                    return True
            case "argument":
                return use.node.id in self.calls or shown(touch, project, self.calls)
        if use.kind == "element" and language is not None and (entry := language.entry(touch.node)) is not None:
            self.converter.draft.review(f"`{entry[0]}` keeps the request, which has its new shape there")
            return kept_unread(entry[0], module, project)
        outer = language.unpacked(touch.node) if language is not None else None
        return outer is not None and leads(outer, module, project, self.calls)

    def _same(self, name: str) -> bool:
        """Whether a field keeps its name and its value."""
        kept = [case.to for case in self.table.get(name, ()) if not case.block]
        return bool(kept) and all(to == name for to in kept)

    def _store(self, slot: Slot, touch: Touch, alone: bool) -> None:
        """``payload["field"] = value`` after the literal."""
        converter = self.converter.inside(touch.module)
        module, language = converter.module, converter.module.bodies
        decision = converter.decide(slot, self.table)
        if decision is None or slot.label is None:
            return
        self.slots.append(slot)
        mark = converter.mark(slot)
        kept = [case for case in cases_of(decision) if not case.drop]
        owner = module.lower(touch.node)
        if not kept or language is None or not isinstance(owner, Member):
            removed(converter, slot)
            return
        if kept[0].explode:
            moved_up(converter, slot, owner.object, kept[0].explode)
            return
        if kept[0].beside:
            self._pictured(slot, owner, decision, kept[0].beside, converter)
            return
        if kept[0].each:
            elements(converter, slot.value, kept[0].each)
        targets = {
            name for case in kept for name in (case.to if isinstance(case.to, dict) else (case.to or slot.name,))
        }
        target = targets.pop()
        if not targets:
            others = self.lists(one for one in self.slots if one is not slot)
            if target not in self.lists([slot]) & others:
                if target != slot.name:
                    label = module.label(slot.label, target, mark)
                    converter.draft.edits.append(module.edit(slot.label, (label,), converter.rule))
                value = written(decision, target, mark, module)
                if value != (Keep(slot.value.span),):
                    whole = Slot(slot.name, slot.value.span, slot.value, slot.style, slot.label)
                    converter.draft.edits += settle([whole], [Fate(value)], module, converter.rule)
                return
            template = kept[0].to.get(target) if isinstance(kept[0].to, dict) else None
            name = module.source.data[owner.object.span.start : owner.object.span.end].decode()
            inserted = module.prepended(name, target, template, slot.value.span, mark)
            if (
                inserted is not None
                and isinstance(decision, Plain)
                and kept[0].order == "first"
                and (alone and once(owner.object, touch))
            ):
                converter.draft.edits.append(module.edit(slot.span, inserted, converter.rule))
                return
        converter.problem(slot.span, f"`{slot.name}` is set after the body is built", "set it where the body is built")

    def _pictured(self, slot: Slot, owner: Member, decision: Decision, name: str, converter: Converter) -> None:
        """``payload["images"] = images``: the text that is there already becomes a list of parts."""
        module = converter.module
        mark = converter.mark(slot)
        where = [steps for case in self.table.get(name, ()) if (steps := steps_to(case.to)) is not None]
        if len(where) != 1 or not any(one.name == name for one in self.slots):
            converter.problem(
                slot.span, f"`{slot.name}` is set after the body is built", "set it where the body is built"
            )
            return
        target = (Keep(owner.object.span), module.access(where[0], mark))
        parts = (*target, " = ", *with_parts(converter, decision, target, mark))
        converter.draft.edits.append(module.edit(slot.span, parts, converter.rule))

    def _nested(self, touch: Touch, store: Slot | None) -> bool:
        """``payload["options"]["field"] = value``: whether that is what is done."""
        first, _, rest = touch.path.partition(".")
        table = next((case.explode for case in self.table.get(first, ()) if case.explode), "")
        member = touch.module.lower(touch.node)
        if not table or not rest or not isinstance(member, Member) or not isinstance(member.object, Member):
            return False
        converter = self.converter.inside(touch.module)
        inner = member.object
        if store is not None and store.name == rest and store.label is not None:
            decision = converter.decide(store, converter.rules.fields[table].request)
            if decision is None:
                return True
            renamed(converter, store, decision)
            if all(case.drop for case in cases_of(decision)):
                return True
        elif rest == "update" and (call := updating(touch)) is not None and len(call.arguments) == 1:
            converter.carry(call.arguments[0].value, table, first)
        else:
            return False
        up = (Keep(inner.object.span),)
        converter.draft.edits.append(converter.module.edit(inner.span, up, converter.rule))
        return True

    def _updated(self, touch: Touch) -> bool:
        """``payload.update({…})``, with fields that are not put together of several: whether that is what is done."""
        call = updating(touch) if touch.path == "update" else None
        if call is None:
            return False
        converter = self.converter.inside(touch.module)
        slots = of_arguments(call.arguments)
        if slots is None and len(call.arguments) == 1 and isinstance(only := call.arguments[0].value, Mapping):
            slots = of_entries(only.entries)
        if slots is None or self.lists(slots):
            self._touched(touch, *CHANGED)
        else:
            self.slots.extend(slots)
            converter.convert(slots, self.table)
        return True

    def _touched(self, touch: Touch, why: str, how: str) -> None:
        module = touch.module
        text = module.source.data[touch.node.start_byte : touch.node.end_byte].decode("utf-8", "replace")
        name = "".join(text.partition("[")[0].partition(".get(")[0].split())
        self.converter.inside(module).problem(module.lower(touch.node).span, f"`{name}` {why}", how)
