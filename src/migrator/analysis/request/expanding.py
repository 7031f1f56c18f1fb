"""What a parameter that keeps its old shape becomes in the new body.

It is written out where the request is made, field by field, as the type of the parameter names them; one that says
nothing has the fields that the old server knew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migrator.analysis.dataflow.declared import fields_of, kinds_of
from migrator.analysis.request.boundary import text_of
from migrator.analysis.request.parts import pictures
from migrator.analysis.request.values import bare
from migrator.deferred import pattern
from migrator.record import field, record
from migrator.syntax.types import Listed

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.request.bodies import Cases, Converter
    from migrator.analysis.request.boundary import Edge
    from migrator.rules.operations import Case
    from migrator.syntax import Bodies, Parts
    from migrator.syntax.types import Part

MORE = pattern(r"\[\s*\w+\s*:\s*string\s*\]")
HOW = "write the body where the request is made, or convert it there"
UNSENT = "`{}` is set nowhere in this code base, and is not sent any more"
REVIEW = "`{}` keeps its old shape for its callers: see whether they had not better give the new one"


@record(frozen=False, slots=False)
class _Made:
    """The entries that a body is written out to: those of one value, and the elements of lists."""

    entries: list[Parts] = field(default_factory=list)
    lists: dict[str, list[tuple[bool, Parts]]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)


def expanded(one: Edge, table: Cases, converter: Converter, taken: frozenset[str]) -> list[Parts]:
    """The entries that a body becomes, without those ``taken`` by others; what cannot be told is noted as a problem."""
    made = _Made()
    if one.parts is None:
        for name, cases in table.items():
            if name not in taken and name != "*":
                _plainly(f"{one.name}.{name}", name, cases, one, converter, made)
    for part in one.parts or ():
        if part.name not in taken:
            _field(part, one, table, converter, made)
    for target, elements in made.lists.items():
        inner: list[Any] = []
        for _, parts in sorted(elements, key=lambda each: not each[0]):
            inner += [", " if inner else "", *parts]
        entry = converter.module.field("entry", target, ("[", *inner, "]"), _mark(one, converter))
        made.entries[made.places[target]] = entry
    converter.draft.review(REVIEW.format(one.name))
    return [entry for entry in made.entries if entry]


def _mark(one: Edge, converter: Converter) -> str:
    return converter.module.quote(one.binding.scope.node)[0]


def _plainly(access: str, name: str, cases: tuple[Case, ...], one: Edge, converter: Converter, made: _Made) -> None:
    """A field of a body whose type says nothing: only what keeps its value can be carried over."""
    kept = [case for case in cases if not case.drop and case.when == "any"]
    if len(kept) == 1 and isinstance(kept[0].to, str):
        made.entries.append(_entry(kept[0].to, access, one, converter))
    elif any(not case.drop for case in cases):
        _problem(name, one, converter, "its type does not say what it holds")


def _field(part: Part, one: Edge, table: Cases, converter: Converter, made: _Made) -> None:
    """What one declared field becomes."""
    cases, access, language = table.get(part.name), f"{one.name}.{part.name}", converter.module.bodies
    if cases is None or language is None:
        _problem(part.name, one, converter, "the new server would ignore it")
        return
    chosen = _chosen(cases, part, one, converter.project)
    kept = [case for case in chosen if not case.drop]
    optional = part.optional or len(kept) < len(chosen)
    if not kept:
        for case in chosen:
            converter.draft.review(case.review.replace("$name", part.name))
        return
    if any(case.stops or case.beside for case in kept):
        _unsent(part, optional, next((case.stops for case in kept if case.stops), "write it by hand"), one, converter)
        return
    if kept[0].snippet:
        _unsent(part, optional, "what it asks for has another shape in the reply", one, converter)
        return
    if kept[0].each:
        elements = _elements(part, kept[0].each, one, converter)
        if elements is not None:
            made.entries.append(converter.module.field("entry", str(kept[0].to), elements, _mark(one, converter)))
        return
    for case in kept:
        converter.draft.review(case.review.replace("$name", part.name))
    if kept[0].explode:
        _options(part, kept[0].explode, one, converter, made)
    elif all(isinstance(case.to, str) or case.to is None for case in kept):
        made.entries.append(_entry(str(kept[0].to or part.name), access, one, converter))
    else:
        _templated(part, kept, optional, one, converter, language, made)


def _unsent(part: Part, optional: bool, why: str, one: Edge, converter: Converter) -> None:
    """A field that cannot be carried over: it need not be where nobody sets it."""
    if optional and _unset(part.name, converter):
        converter.draft.review(UNSENT.format(f"{one.name}.{part.name}"))
    else:
        _problem(part.name, one, converter, why)


def _templated(
    part: Part, cases: list[Case], optional: bool, one: Edge, converter: Converter, language: Bodies, made: _Made
) -> None:
    """A field that becomes others by templates."""
    mark, access = _mark(one, converter), (f"{one.name}.{part.name}",)
    templates = [case.to for case in cases if isinstance(case.to, dict)]
    names = list(dict.fromkeys(name for template in templates for name in template))
    same = all(template == templates[0] for template in templates)
    by_kind = {case.when: case.to for case in cases if isinstance(case.to, dict)}
    text, other = by_kind.get("string", by_kind.get('"json"')), by_kind.get("object")
    told = same or (text is not None and other is not None and text.keys() == other.keys())
    if len(templates) < len(cases) or not told:
        _problem(part.name, one, converter, "its value may be of several kinds")
        return
    given = language.given(access) if by_kind.keys() <= {"bool"} else access
    for name in names:
        template = templates[0][name]
        if isinstance(template, list):
            elements = bare(converter.module.literal(template, mark, access))
            if optional:
                elements = language.elements(elements, access, None)
            made.lists.setdefault(name, []).append((cases[0].order == "first", elements))
            if name not in made.places:
                made.places[name] = len(made.entries)
                made.entries.append(())
            continue
        value = converter.module.literal(template, mark, access)
        if not same and text is not None and other is not None:
            sides = [converter.module.literal(each[name], mark, access) for each in (text, other)]
            value = language.conditional(sides[0], language.textual(access, mark), sides[1])
            value = ("(", *value, ")") if optional else value
        value = language.conditional(value, given, None) if optional else value
        made.entries.append(converter.module.field("entry", name, value, mark))


def _options(part: Part, table: str, one: Edge, converter: Converter, made: _Made) -> None:
    """The members of an inner mapping, which move up; all that the old server knew where its type does not say."""
    rules: Table[str, tuple[Case, ...]] = converter.rules.fields[table].request
    inner = fields_of(part.node, one.where, converter.project)
    open_ = inner is None or inner[1].derived or MORE.search(text_of(part.node, one.where)) is not None
    names = [name for name in rules if name != "*"] if open_ or inner is None else [p.name for p in inner[1].parts]
    for name in names:
        kept = [case for case in rules.get(name, ()) if isinstance(case.to, str)]
        if kept:
            chain = "?." if part.optional else "."
            made.entries.append(_entry(str(kept[0].to), f"{one.name}.{part.name}{chain}{name}", one, converter))
        if not open_:
            for case in rules.get(name, ()):
                converter.draft.review("" if case.stops else case.review.replace("$name", name))


def _elements(part: Part, table: str, one: Edge, converter: Converter) -> Parts | None:
    """A list whose elements have fields that change: those that any code sets are worked into the ones beside them."""
    rules, access = converter.rules.fields[table].request, (f"{one.name}.{part.name}",)
    described = one.where.types.described(part.node) if one.where.types is not None else None
    item = described.item if isinstance(described, Listed) else None
    inner = fields_of(item, one.where, converter.project) if item is not None else None
    if inner is None:
        converter.draft.review("messages that are built elsewhere carry a role and a content only")
        return access
    value: Parts = access
    for each in inner[1].parts:
        cases = rules.get(each.name, ())
        if all(case.to == each.name for case in cases) or _unset(each.name, converter):
            continue
        beside = next((case for case in cases if case.beside), None)
        if beside is None or converter.module.types is None:
            _problem(f"{part.name}[].{each.name}", one, converter, "it has another shape now")
            return None
        parts = pictures(converter, beside, each.name, f"message.{beside.beside}", _mark(one, converter))
        value = converter.module.types.without(value, each.name, beside.beside, parts)
    return value


def _chosen(cases: tuple[Case, ...], part: Part, one: Edge, project: Project) -> list[Case]:
    """The cases that the values of a declared field may fall into."""
    kinds = kinds_of(part.node, one.where, project) or [frozenset()]
    if part.optional:
        kinds = [*kinds, frozenset({"null"})]
    found = []
    for kind in kinds:
        case = next((case for case in cases if case.when == "any" or case.when in kind), None)
        if case is not None and case not in found and not ("null" in kind and case.when == "any"):
            found.append(case)
    return found


def _unset(name: str, converter: Converter) -> bool:
    """Whether no code of the project gives a field of this name."""
    module = converter.module
    return not any(other.holding(name) for other in converter.project.mentioning(name, family=module.family))


def _entry(name: str, access: str, one: Edge, converter: Converter) -> Parts:
    return converter.module.field("entry", name, (access,), _mark(one, converter))


def _problem(name: str, one: Edge, converter: Converter, why: str) -> None:
    where = converter.module.lower(one.binding.node).span
    converter.problem(where, f"`{one.name}.{name}` cannot be carried over: {why}", HOW)
