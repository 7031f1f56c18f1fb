"""Whether the reply of a request is streamed: what its body says, what the code reads, and what the body must gain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from migrator.analysis.dataflow.given import given_at
from migrator.analysis.dataflow.kinds import kinds
from migrator.analysis.dataflow.origins import definitions, origins
from migrator.analysis.dataflow.project import Site
from migrator.analysis.request.bodies import BAG
from migrator.analysis.request.shapes import gain
from migrator.analysis.request.trees import joined
from migrator.model import Edit, Span
from migrator.record import replace
from migrator.syntax import Call, Name
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.reply.streams import Stream
    from migrator.analysis.request.bodies import Converter
    from migrator.analysis.request.payloads import Payload
    from migrator.syntax import Expression, Module, Slot

Mode = Literal["streamed", "whole", "absent", "unknown"]


def settle(payload: Payload, stream: Stream, call: Call, seen: Project) -> None:
    """Adds what the bodies of an HTTP request must say about streaming, or why that cannot be told.

    ``seen`` is the code base where the function that builds the body is looked at from this request.
    """
    operation, converter = stream.operation, payload.converter
    if not operation.streams or converter.draft.problems:
        return
    modes = {id(slots): _of_literal(slots, operation.streams, payload, call, seen) for slots in payload.literals}
    default: Mode = "streamed" if operation.absent.get(operation.streams) else "whole"
    found = {default if mode == "absent" else mode for mode in modes.values()}
    if found == {"unknown"} and (_told_apart(payload, stream) or (stream.whole and not stream.streamed)):
        return  # one object is not to be had of a stream, be it the old one or the new one
    if found not in ({"streamed"}, {"whole"}):
        converter.problem(
            call.span,
            "whether the reply is streamed is decided while the program runs",
            f"make a call for each case, with `{operation.streams}` said in its body",
        )
        return
    mismatch(stream, "streamed" in found, "absent" in modes.values(), converter)
    if converter.draft.problems or "whole" in found:
        return
    fields = stream.asks()
    converter.draft.problems += stream.uneven()
    for slots in payload.literals:
        absent = {operation.streams: True} if modes[id(slots)] == "absent" else {}
        converter.draft.edits += gained(slots, operation.streams, {**absent, **fields}, converter)
        for shape in payload.shapes:
            gain(payload, shape, {**absent, **fields})
        if not slots and (absent or fields):
            converter.problem(call.span, "its body is filled bit by bit", "build it in one place")


def mismatch(stream: Stream, streamed: bool, absent: bool, converter: Converter) -> None:
    """Notes a problem where the code reads a stream as a whole, or the other way round."""
    name = stream.operation.streams
    why, how = "a streamed reply is read as one object", f'say "{name}": False if it is read at once'
    if absent:
        why = f"without `{name}` the old server streams, the new one does not"
    elif not streamed:
        why, how = "a reply that is not streamed is read in a loop", f'say "{name}": True, or read it at once'
    for module, node in stream.whole if streamed else stream.streamed:
        where = Span(node.start_byte, node.end_byte)
        converter.draft.problems.append(Problem(module.source.path, where, why, how))


def builder(value: Expression, module: Module, project: Project) -> Project:
    """The code base where the function that gives ``value``, if it is one of the project's, is looked at from there."""
    if isinstance(value, Name):
        bindings = module.reaching(value)
        if len(bindings) != 1 or bindings[0].path:
            return project
        (binding,) = bindings
        site = project.sites.get(binding.scope)
        if binding.kind == "assigned" and binding.value is not None:
            return builder(module.lower(binding.value), module, project)
        given = given_at(site, binding, module) if binding.kind == "parameter" and site is not None else None
        return builder(given, site.module, project) if given is not None and site is not None else project
    found = definitions(value.callee, module, project) if isinstance(value, Call) else []
    if len(found) != 1 or not found[0].module.is_function(found[0].expression) or not isinstance(value, Call):
        return project
    taken = found[0].module.parameters(found[0].expression)
    return project.seen_from(taken[0].scope, Site(value, module)) if taken else project


def _told_apart(payload: Payload, stream: Stream) -> bool:
    """Whether the variable that asks for a stream also decides, wherever the reply is read, how that is done."""
    module, name = payload.converter.module, stream.operation.streams
    flags = [slot.value for slot in payload.slots if slot.name == name]
    bound = {binding for flag in flags if isinstance(flag, Name) for binding in module.reaching(flag)}
    if module.loops is None or not all(isinstance(flag, Name) for flag in flags) or stream.asks():
        return False
    tests = [
        read.node
        for binding in bound
        for read in module.uses(binding)
        if module.position(read.node) == "test" and set(module.reaching(read)) == bound
    ]
    reads = [(*place, "true") for place in stream.streamed] + [(*place, "false") for place in stream.whole]
    return bool(reads) and all(
        there is module and any(module.loops.depends(test, node) == wanted for test in tests)
        for there, node, wanted in reads
    )


def mode(flags: Sequence[Slot], converter: Converter, null: Mode = "unknown") -> Mode:
    """What the fields that say whether the reply is streamed say, all together; ``null`` is what no value means."""
    if not flags:
        return "absent"
    known = [
        kinds(value, converter.project)
        for flag in flags
        for value in origins(flag.value, converter.module, converter.project)
    ]
    if all("true" in one for one in known):
        return "streamed"
    if all("null" in one for one in known):
        return null
    return "whole" if all("false" in one or ("null" in one and null == "whole") for one in known) else "unknown"


def gained(slots: Sequence[Slot], after: str, fields: dict[str, object], converter: Converter) -> Iterator[Edit]:
    """The edit that adds fields to a literal: behind the one called ``after``, else at its end."""
    if not slots or not fields:
        return
    module = converter.module
    standing = [slot for slot in slots if not _goes(slot, converter)]
    slot = next((slot for slot in slots if slot.name == after), (standing or slots)[-1])
    data, mark = module.source.data, module.quote(slot.value.node.parent or slot.value.node)
    start = data.rfind(b"\n", 0, slot.span.start) + 1
    indent = data[start : slot.span.start]
    separator = f",\n{indent.decode()}" if not indent.strip() else ", "
    for name, value in fields.items():
        written = module.literal(value, mark, ())
        if isinstance(value, dict) and (hidden := [key for key in value if f"{name}.{key}" in converter.hidden]):
            inner = [module.field("entry", key, module.literal(value[key], mark, ()), mark) for key in value]
            bagged = [
                module.bag("entry", BAG, module.mapping(parts), mark) if key in hidden else parts
                for key, parts in zip(value, inner, strict=True)
            ]
            written = module.mapping(joined(bagged, ", "))
        parts = module.field(slot.style, name, written, mark)
        yield module.edit(Span(slot.span.end, slot.span.end), (separator, *parts), converter.rule)


def _goes(slot: Slot, converter: Converter) -> bool:
    """Whether a field is cut out of the request."""
    path = converter.module.source.path
    return any(
        not edit.parts and edit.path == path and edit.span.start <= slot.span.start and slot.span.end <= edit.span.end
        for edit in converter.draft.edits
    )


def _of_literal(slots: Sequence[Slot], name: str, payload: Payload, call: Call, seen: Project) -> Mode:
    """What one of the literals that a body may be says, with the fields that are set on it later."""
    flags = [slot for slot in slots if slot.name == name]
    inside = {id(slot) for literal in payload.literals for slot in literal}
    stores = [slot for slot in payload.slots if slot.name == name and id(slot) not in inside]
    converter, loops = replace(payload.converter, project=seen), payload.converter.module.loops
    first = mode(flags, converter)
    if not stores:
        return first
    later = mode(stores, converter)
    sure = loops is not None and all(loops.always(slot.value.node, call.node) for slot in stores)
    return later if later == first or (sure and len(stores) == 1) else "unknown"
