"""The fields of a parameter that keeps its old shape, in the place of the parameter: a body, or what a body unpacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.request.boundary import edge
from migrator.analysis.request.expanding import expanded
from migrator.analysis.request.trees import joined
from migrator.syntax import Expression, Slot

if TYPE_CHECKING:
    from migrator.analysis.request.boundary import Edge
    from migrator.analysis.request.payloads import Payload
    from migrator.model import Span
    from migrator.syntax import Parts

HOW = "build the body where the request is made"


def unpacked_edge(payload: Payload, slot: Slot) -> Edge | None:
    """The parameter that a body unpacks, where that keeps its shape for callers."""
    module, language = payload.converter.module, payload.converter.module.bodies
    inner = language.guarded(slot.value) if language is not None else slot.value
    return edge(inner, module, payload.converter.project)


def whole_written_out(payload: Payload, outer: Edge, value: Expression) -> None:
    """Writes out a parameter that is the body itself."""
    module = payload.converter.module
    entries = joined(_expanded(payload, outer, value.span, frozenset()), ", ")
    payload.converter.draft.edits.append(module.edit(value.span, module.mapping(entries), payload.converter.rule))


def written_out(payload: Payload, outer: Edge, slot: Slot, own: list[Slot]) -> list[Slot]:
    """Writes out what a body unpacks, and gives its fields; what is set behind it counts instead."""
    module = payload.converter.module
    behind = frozenset(one.name for one in own if one.span.start > slot.span.start)
    known = {part.name for part in outer.parts or ()}
    if any(one.name in known - behind for one in own) or payload.lists(own):
        why = "what the body unpacks may take the place of its other fields"
        payload.converter.problem(slot.value.span, why, HOW)
    data = module.source.data
    indent = data[data.rfind(b"\n", 0, slot.span.start) + 1 : slot.span.start].decode("utf-8", "replace")
    between = ", " if indent.strip() else f",\n{indent}"
    entries = joined(_expanded(payload, outer, slot.span, behind), between)
    payload.converter.draft.edits.append(module.edit(slot.span, entries, payload.converter.rule))
    return payload.literals.pop()


def _expanded(payload: Payload, outer: Edge, where: Span, taken: frozenset[str]) -> list[Parts]:
    """The entries that a parameter is written out to; its fields are noted as those of a literal."""
    names = [part.name for part in outer.parts] if outer.parts is not None else list(payload.table)
    value = Expression(outer.binding.node, where)
    slots = [Slot(name, where, value, "entry", None) for name in names if name not in taken]
    payload.slots.extend(slots)
    payload.literals.append(slots)
    payload.outer.append(outer)
    return expanded(outer, payload.table, payload.converter, taken)
