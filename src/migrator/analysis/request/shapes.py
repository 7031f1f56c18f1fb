"""Types by which a program describes the bodies that it sends: they change together with them, or block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migrator.analysis.dataflow.declared import declaration, fields_of
from migrator.analysis.dataflow.objects import touches
from migrator.analysis.request.slots import Fate, settle
from migrator.model import Keep, Span
from migrator.record import record
from migrator.syntax import Call, Expression, Slot
from migrator.syntax.types import Alternatives, Fields, Referred

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.request.payloads import Payload
    from migrator.rules.operations import Case
    from migrator.syntax import Module, Parts
    from migrator.syntax.types import Part

WHY, HOW = "the body is described by a type", "change the type together with the call"


@record(eq=False)
class Shape:
    """A type that describes a body, and the file that declares it."""

    module: Module
    fields: Fields


@record(eq=False)
class Field:
    """A field that a type gains: the part that it comes from, its name, its type, and whether it may be missing."""

    at: int
    name: str
    tree: object
    optional: bool


def reshape(payload: Payload) -> Iterator[Shape]:
    """Rewrites the types of a body, and gives them; a problem is noted where that cannot be done."""
    project, done = payload.converter.project, set()
    for module, node in payload.types:
        shape = _shape(module, node, project)
        if shape is None:
            if not _says_nothing(module, node):
                _problem(payload, module, node, WHY)
            continue
        if shape.fields.node.id in done:
            continue
        done.add(shape.fields.node.id)
        other = next(_others(payload, module, node), None)
        if shape.fields.derived:
            _problem(payload, module, node, "the body is described by a type with more than fields")
        elif other is not None:
            _problem(payload, module, node, other)
        else:
            _rewrite(payload, shape)
            yield shape


def gain(payload: Payload, shape: Shape, fields: Mapping[str, object]) -> None:
    """Adds fields to a type that bodies have gained."""
    module, language, parts = shape.module, shape.module.types, shape.fields.parts
    names = {part.name for part in parts}
    assert language is not None  # it has the type
    for name, value in fields.items():
        if name in names or not parts:
            continue
        last = parts[-1]
        start = module.source.data.rfind(b"\n", 0, last.span.start) + 1
        indent = module.source.data[start : last.span.start].decode("utf-8", "replace")
        between = f"\n{indent}" if not indent.strip() else " "
        text = (*language.field(name, _of(value, ())), last.end)
        before = "" if last.end else ";" if between == " " else ""
        where = Span(last.span.end, last.span.end)
        payload.converter.draft.edits.append(module.edit(where, (before + between, *text), payload.converter.rule))


def _shape(module: Module, node: Node, project: Project) -> Shape | None:
    found = fields_of(node, module, project)
    return Shape(*found) if found is not None else None


def _says_nothing(module: Module, node: Node) -> bool:
    return module.types is None or module.types.described(node).any


def _problem(payload: Payload, module: Module, node: Node, why: str) -> None:
    payload.converter.inside(module).problem(Span(node.start_byte, node.end_byte), why, HOW)


def _others(payload: Payload, module: Module, node: Node) -> Iterator[str]:
    """Why a type cannot change: it is used for something that is no body of this operation."""
    project, described = payload.converter.project, module.types.described(node) if module.types is not None else None
    there = declaration(described.name, module, project) if isinstance(described, Referred) else None
    if not isinstance(described, Referred) or there is None:
        return
    mine = {(where.source.path, at.id) for where, at in payload.types}
    for other in project.mentioning(described.name, family=module.family):
        for mention in other.types.mentions(described.name) if other.types is not None else ():
            again = declaration(described.name, other, project)
            if again is None or again[1].id != there[1].id or again[0] is not there[0]:
                continue  # another type of this name
            if not _visited(mention, other, mine) and not _describes_body(mention, other, payload):
                line = other.source.position(mention.start_byte)[0]
                yield f"`{described.name}` is also used for something else ({other.source.path}:{line})"


def _visited(mention: Node, module: Module, mine: set[tuple[str, int]]) -> bool:
    at: Node | None = mention
    while at is not None and not at.type.endswith("_statement"):
        if (module.source.path, at.id) in mine:
            return True
        at = at.parent
    return False


def _describes_body(mention: Node, module: Module, payload: Payload) -> bool:
    """Whether a type says what the body of another request of the operation is."""
    values = module.types.values(mention) if module.types is not None else []
    return bool(values) and all(_is_sent(value, module, payload) for value in values)


def _is_sent(value: Node, module: Module, payload: Payload) -> bool:
    for touch in touches(value, module, payload.converter.project):
        call = touch.module.lower(touch.use.node) if touch.use.kind == "argument" and not touch.path else None
        if isinstance(call, Call) and (call.node.id in payload.calls or _text_is_sent(call, touch.module, payload)):
            return True
    return False


def _text_is_sent(call: Call, module: Module, payload: Payload) -> bool:
    """Whether a call makes JSON text inside a request of the operation."""
    at: Node | None = call.node if module.serialised(call) is not None else None
    while at is not None and at.id not in payload.calls:
        at = at.parent
    return at is not None


def _rewrite(payload: Payload, shape: Shape) -> None:
    """Rewrites the fields of a type by the table of the body's fields."""
    module, parts = shape.module, shape.fields.parts
    converter = payload.converter
    slots = [Slot(one.name, one.span, Expression(one.node, one.span), "entry", one.label) for one in parts]
    fates = [Fate() for _ in parts]
    gained: dict[str, list[Field]] = {}
    for index, part in enumerate(parts):
        cases = payload.table.get(part.name)
        kept = [case for case in cases or () if not case.drop and not case.stops]
        if cases is None or not cases:
            continue
        if not kept or kept[0].beside:
            fates[index] = Fate(())
        elif kept[0].explode:
            fates[index] = Fate(())
            for one in _moved_up(payload, shape, index, kept[0].explode):
                gained.setdefault(one.name, []).append(one)
        elif all(isinstance(case.to, str) or case.to is None for case in kept):
            name = str(kept[0].to or part.name)
            if name != part.name:
                label = module.label(part.label, name, module.quote(part.node))
                converter.draft.edits.append(module.edit(part.label, (label,), converter.rule))
        else:
            fates[index] = Fate(())
            for one in _templated(payload, shape, index, kept):
                gained.setdefault(one.name, []).append(one)
    _place(payload, shape, gained, fates)
    converter.draft.edits += settle(slots, fates, module, converter.rule)


def _place(payload: Payload, shape: Shape, gained: dict[str, list[Field]], fates: list[Fate]) -> None:
    """Puts what a type gains in the places of what it comes from."""
    module, parts, language = shape.module, shape.fields.parts, shape.module.types
    assert language is not None  # it has the type
    at: dict[int, list[Parts]] = {}
    for name, fields in gained.items():
        if any(part.name == name for part in parts) and name not in payload.table:
            continue
        mark = "?" if all(one.optional for one in fields) else ""
        tree = fields[0].tree
        for one in fields[1:]:
            tree = _united(tree, one.tree, module)
        text = (f"[{name}: string]: unknown",) if tree is None else language.field(f"{name}{mark}", tree)
        at.setdefault(min(one.at for one in fields), []).append(text)
    last = max((index for index, fate in enumerate(fates) if fate.parts != () or index in at), default=-1)
    for index, texts in at.items():
        part = parts[index]
        start = module.source.data.rfind(b"\n", 0, part.span.start) + 1
        indent = module.source.data[start : part.span.start].decode("utf-8", "replace")
        between = f"\n{indent}" if not indent.strip() else " "
        end = part.end if index != last or part.end else parts[-1].end
        made: list[str | Keep] = []
        for number, text in enumerate(texts):
            made += [(end or ";" if between == " " else end) + between if number else "", *text]
        fates[index] = Fate((*made, end))


def _united(one: object, other: object, module: Module) -> object:
    """A type that both of two are: mappings are united, texts must be the same."""
    match one, other:
        case dict(), dict():
            keys = {key.rstrip("?") for key in (*one, *other)}
            flat, again = ({key.rstrip("?"): (key, part) for key, part in each.items()} for each in (one, other))
            made: dict[str, object] = {}
            for key in (name for name in dict.fromkeys([*flat, *again]) if name in keys):
                if key in flat and key in again:
                    made[flat[key][0]] = _united(flat[key][1], again[key][1], module)
                else:
                    label, part = flat.get(key) or again[key]
                    made[f"{label.rstrip('?')}?"] = part
            return made
        case list(), list():
            return [_united(one[0], other[0], module)]
    return one


def _templated(payload: Payload, shape: Shape, index: int, cases: list[Case]) -> Iterator[Field]:
    """What a field becomes by templates; several for one target are united."""
    part = shape.fields.parts[index]
    found: dict[str, object] = {}
    for case in cases:
        given = _given(shape, part, case)
        if isinstance(case.to, dict) and any(one.name in _besides(payload, part.name) for one in shape.fields.parts):
            given = (*given, " | object[]")
        for name, template in case.to.items() if isinstance(case.to, dict) else [(str(case.to), "$value")]:
            tree = _of(template, given)
            found[name] = _united(found[name], tree, shape.module) if name in found else tree
    optional = part.optional or len(found) > 1
    for name, tree in found.items():
        yield Field(index, name, tree, optional)


def _besides(payload: Payload, name: str) -> set[str]:
    """The fields that become parts of the one called ``name``."""
    return {key for key, cases in payload.table.items() if any(case.beside == name for case in cases)}


def _given(shape: Shape, part: Part, case: Case) -> Parts:
    """The type of the value of a field, as far as it is of the kind of a case."""
    described = shape.module.types.described(part.node) if shape.module.types is not None else None
    if case.when in ("object", "bool", "string") and isinstance(described, Alternatives):
        data = shape.module.source.data
        texts = [(one, data[one.start_byte : one.end_byte]) for one in described.options]
        fitting = [
            one
            for one, text in texts
            if (text[:1] in b"'\"" or text == b"string") is (case.when == "string") and text not in NOTHING
        ]
        if len(fitting) == 1:
            return (Keep(Span(fitting[0].start_byte, fitting[0].end_byte)),)
    return (Keep(Span(part.node.start_byte, part.node.end_byte)),)


NOTHING = (b"null", b"undefined")


def _of(template: Any, given: Parts) -> object:
    """The type of a template, whose ``$value`` is of the type ``given``."""
    match template:
        case "$value":
            return given
        case dict():
            return {key: _of(part, given) for key, part in template.items()}
        case [first, *_]:
            return [_of(first, given)]
        case bool():
            return ("boolean",)
        case int() | float():
            return ("number",)
    return ("string",)


def _moved_up(payload: Payload, shape: Shape, index: int, table: str) -> Iterator[Field]:
    """The members of an inner type, which move up; one that does not say its members lets any be there."""
    part, project = shape.fields.parts[index], payload.converter.project
    rules = payload.converter.rules.fields[table].request
    inner = fields_of(part.node, shape.module, project)
    if inner is None or inner[1].derived or inner[0] is not shape.module:
        yield Field(index, "option", None, True)
        return
    for member in inner[1].parts:
        cases = rules.get(member.name, ())
        name = next((str(case.to) for case in cases if isinstance(case.to, str) and not case.stops), "")
        if name:
            given: Parts = (Keep(Span(member.node.start_byte, member.node.end_byte)),)
            yield Field(index, name, given, part.optional or member.optional)
