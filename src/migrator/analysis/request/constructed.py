"""Objects of the old library that are mappings on the wire: a message, options. They become literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.request.messages import element
from migrator.analysis.request.slots import members, of_arguments
from migrator.model import Span
from migrator.record import record, replace
from migrator.syntax import Call, Entry, Mapping, Member, Piece, Slot, Text

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.request.bodies import Converter
    from migrator.rules.packages import Package
    from migrator.syntax import Expression, Module

NOTE = "{}: literals"


@record(eq=False)
class Constructed:
    """A call that makes such an object: the table of its fields, and those that the class has not."""

    call: Call
    fields: str
    without: tuple[str, ...] = ()


def constructed(module: Module, package: Package, project: Project) -> dict[int, Constructed]:
    """The calls of a file that make such objects, by their nodes; the project remembers them."""
    note = NOTE.format(module.source.path)
    known = project.notes.get(note)
    if isinstance(known, dict):
        return known
    project.notes[note] = {}
    found: dict[int, Constructed] = {}
    for call in module.calls(module.locally(package.package, frozenset(package.literals))):
        names = qualified(call.callee, module, project)
        for name, literal in package.literals.items():
            if f"{package.package}.{name}" in names:
                found[call.node.id] = Constructed(call, literal["fields"], tuple(literal.get("without", ())))
    project.notes[note] = found
    return found


def is_constructed(value: object, project: Project, module: Module) -> bool:
    """Whether an expression makes such an object."""
    known = project.notes.get(NOTE.format(module.source.path))
    return isinstance(value, Call) and isinstance(known, dict) and value.node.id in known


def members_of(value: Expression, module: Module, project: Project) -> list[Slot] | None:
    """The fields of a mapping, or of such an object."""
    if isinstance(value, Call) and is_constructed(value, project, module):
        return slots_of(value)
    return members(value)


def slots_of(call: Call) -> list[Slot] | None:
    """The fields that a call gives, as entries that are written anew; ``None`` if it has others than keywords."""
    slots = of_arguments(call.arguments)
    return [replace(slot, style="entry", label=None) for slot in slots] if slots is not None else None


def as_mapping(call: Call) -> Mapping:
    """The literal that a call stands for."""
    entries = []
    for argument in call.arguments:
        where = Span(argument.span.start, argument.span.start + len(argument.name.encode()))
        key = Text(argument.value.node, where, (Piece(argument.name, where),))
        entries.append(Entry(argument.span, key, argument.value))
    return Mapping(call.node, call.span, tuple(entries))


def literals(converter: Converter, package: Package, sent: frozenset[int]) -> None:
    """Turns the objects of a file into literals; options that stand in one of the calls ``sent`` move up there."""
    module, project = converter.module, converter.project
    for one in constructed(module, package, project).values():
        slots, use = slots_of(one.call), module.use(one.call.node)
        unsent = [slot.name for slot in slots or () if slot.name in one.without]
        if slots is None or unsent:
            why = (
                f"`{unsent[0]}` of this object was never sent" if unsent else "its fields are unpacked or have no names"
            )
            converter.problem(one.call.span, why, "write them out, without those that the class does not have")
            continue
        if use.kind == "argument" and use.node.id in sent and use.argument == one.fields:
            continue
        for touch in touches(one.call.node, module, project):
            access = touch.module.lower(touch.node)
            if touch.path and isinstance(access, Member) and not access.subscript:
                why = f"`{touch.path}` is read of an object that becomes a dictionary"
                converter.inside(touch.module).problem(access.span, why, "read it by its key")
        opening = module.source.data.find(b"(", one.call.callee.span.end) + 1
        end = one.call.span.end
        converter.draft.edits += [
            module.edit(Span(one.call.span.start, opening), ("{",), package.package),
            module.edit(Span(end - 1, end), ("}",), package.package),
        ]
        inner = replace(converter, gathering=True, rule=package.package)
        element(inner, as_mapping(one.call), slots, converter.rules.fields[one.fields])
