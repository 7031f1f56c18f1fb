"""What becomes of a field whose value is only known at run time: by the rule's cases and what the value may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.dataflow.declared import kinds_declared
from migrator.analysis.dataflow.given import given_at
from migrator.analysis.dataflow.kinds import FALSE, MAKERS, kinds
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.model import Keep
from migrator.record import record
from migrator.syntax import Call, Items, Mapping, Member, Name

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.dataflow.values import Value
    from migrator.rules.operations import Case
    from migrator.syntax import Expression, Module, Parts


ADDING = frozenset({"append", "extend", "insert", "push"})
PERHAPS = "perhaps"
"""Among the kinds of a value that may be left out, and seldom is: that counts only where there is a case for it."""


@record
class Plain:
    """The same case whatever the value is."""

    case: Case
    value: Expression


@record
class Maybe:
    """A case where the value passes a test, nothing where it does not."""

    case: Case
    value: Expression
    test: Literal["truth", "positive"]


@record
class Either:
    """Two cases, chosen by a test while the program runs."""

    then: Decision
    test: Parts
    other: Decision


Decision: TypeAlias = Plain | Maybe | Either


def decide(cases: tuple[Case, ...], value: Expression, module: Module, project: Project) -> Decision | None:
    """What becomes of a field with this value; ``None`` if that cannot be told, or cannot be written."""
    if len(cases) == 1 and cases[0].when == "any":
        return Plain(cases[0], value)
    found = _cases(cases, value, module, project)
    chosen = [cases[index] for index in found]
    if len(chosen) == 1:
        return Plain(chosen[0], value)
    blocking = next((case for case in chosen if case.stops), None)
    language = module.bodies
    if (told := _by_kind(cases, chosen, value, module)) is not None:
        return told
    if blocking is not None or language is None or not chosen:
        return Plain(blocking, value) if blocking is not None else None
    if (split := language.branches(value)) is not None:
        one, other = (decide(cases, side, module, project) for side in (split[0], split[2]))
        return Either(one, (Keep(split[1]),), other) if one is not None and other is not None else None
    while (sides := language.fallback(value)) is not None:
        rest = decide(cases, sides[1], module, project)
        if not isinstance(rest, Plain) or not rest.case.drop:
            return None
        value = sides[0]
    kept = [index for index in found if not cases[index].drop]
    lost = {kind for index in found if cases[index].drop for kind in found[index]}
    if len(kept) != 1 or not language.repeatable(value):
        return None
    case = cases[kept[0]]
    if lost <= {"null"} and isinstance(case.to, str):
        return Plain(case, value)  # the new server takes null for a field that is not there
    if lost <= FALSE and not found[kept[0]] & FALSE:
        return Maybe(case, value, "truth")
    return Maybe(case, value, "positive") if lost <= {"negative"} else None


def _by_kind(cases: tuple[Case, ...], chosen: list[Case], value: Expression, module: Module) -> Decision | None:
    """A choice made while the program runs, where a text means one thing and a mapping another, and nothing neither."""
    by_kind = {case.when: case for case in cases}
    text, other, nothing = (by_kind.get(kind) for kind in ("string", "object", "null"))
    language = module.bodies
    if language is None or text is None or other is None or nothing is None or not language.repeatable(value):
        return None
    fields = [case.to.keys() if isinstance(case.to, dict) else () for case in (text, other)]
    unclear = other in chosen and any(case.to == text.to for case in chosen)
    if not (unclear or any(case.block and case.when == "any" for case in chosen)) or fields[0] != fields[1]:
        return None
    kept: Parts = (Keep(value.span),)
    choice = Either(Plain(text, value), language.textual(kept, module.quote(value.node)), Plain(other, value))
    if module.surely(value.node):
        return choice
    return Either(choice, kept, Plain(nothing, value)) if nothing.drop else None


def may_be_null(value: Expression, module: Module, project: Project) -> bool:
    """Whether a value may be nothing."""
    if module.surely(value.node):
        return False
    found = [origin for origin in origins(value, module, project) if not origin.full]
    return any("null" in known for origin in found for known in _kinds(origin, project))


def cases_of(decision: Decision) -> Iterator[Case]:
    """The cases that a decision may come to."""
    if isinstance(decision, Either):
        yield from cases_of(decision.then)
        yield from cases_of(decision.other)
    else:
        yield decision.case


def _cases(cases: tuple[Case, ...], value: Expression, module: Module, project: Project) -> dict[int, frozenset[str]]:
    """The cases that the origins of a value fall into, each with the kinds of value that do; none if one has none."""
    found: dict[int, frozenset[str]] = {}
    something, added = module.surely(value.node), _added_to(value, module)
    values = origins(value, module, project)
    if not any(case.when == "any" and not case.block for case in cases):
        given = [one for origin in values for one in _given(origin, project)]
        values = _as_declared(values, given, value, module, project)
    for origin in values:
        for known in _kinds(origin, project):
            if ((something or origin.full) and known & FALSE) or (origin.there and "null" in known):
                continue
            if added and "null" in known and isinstance(origin.expression, Call):
                continue  # a look into a mapping, which found something
            at = next((at for at, case in enumerate(cases) if case.when == "any" or case.when in known), None)
            if at is None:
                return {}
            if PERHAPS in known and not cases[at].drop:
                continue
            telling = frozenset({cases[at].when}) if cases[at].when != "any" else known
            found[at] = found.get(at, frozenset()) | telling
    return found


def _as_declared(
    values: list[Value], given: list[Value], value: Expression, module: Module, project: Project
) -> list[Value]:
    """What callers give, or of ``values`` what a parameter's type says, where nothing is known of what they give."""
    bindings = module.reaching(value) if isinstance(value, Name) else ()
    typed = len(bindings) == 1 and bindings[0].kind == "parameter" and bindings[0].annotation is not None
    if not typed or not any(frozenset() in _kinds(one, project) for one in given):
        return given
    told = [one for one in values if all(_kinds(one, project))]
    own = any(isinstance(one.expression, Name) and module.reaching(one.expression) == bindings for one in told)
    return told if own else given


def _added_to(value: Expression, module: Module) -> bool:
    """Whether elements are put into a value before it is used: it is a list then."""
    if not isinstance(value, Name):
        return False
    bindings = module.reaching(value)
    steps = (
        module.use(read.node)
        for binding in bindings
        for read in module.uses(binding)
        if binding.start < read.node.start_byte < value.node.start_byte
    )
    return any(step.key in ADDING and module.use(step.node).kind == "called" for step in steps)


def _given(origin: Value, project: Project) -> list[Value]:
    """What the callers of a function give a parameter, if all of them are known; else the parameter itself."""
    module, name = origin.module, origin.expression
    bindings = module.reaching(name) if isinstance(name, Name) else ()
    if len(bindings) != 1 or bindings[0].kind != "parameter" or bindings[0].scope in project.sites:
        return [origin]
    known = callers(bindings[0].scope, module, project)
    if known.strays or not known.sites:
        return [origin]
    given = [(site, given_at(site, bindings[0], module)) for site in known.sites]
    found = [origins(value, site.module, project) for site, value in given if value is not None]
    return [value for values in found for value in values]


def _kinds(origin: Value, project: Project) -> list[frozenset[str]]:
    """What an origin may be: one set of kinds for each possibility."""
    known = kinds(origin, project)
    if origin.via and isinstance(origin.expression, Items | Mapping):
        known -= {"empty"}  # a variable's list may have been filled
    if known:
        return [known]
    language = origin.module.bodies
    told = kinds_declared(origin.expression, origin.module, project)
    if language is not None and language.absent(origin.expression):
        return told or [frozenset({"null", PERHAPS}), frozenset()]
    if told:
        return told
    match origin.expression:
        case Call(callee=Member(key="get"), arguments=(_,)):
            return [frozenset({"null"}), frozenset()]
        case Name() as name:
            found = [one for one in origin.module.reaching(name) if one.kind == "parameter"]
            if language is not None and any(map(language.omitted, found)):
                return [frozenset({"null", PERHAPS}), frozenset()]
            parameters = [one for one in found if one.annotation]
            declared = {
                MAKERS[qualifier]
                for one in parameters
                for annotation in origin.module.annotations(one)
                for qualifier in qualified(annotation, origin.module, project)
                if qualifier in MAKERS
            }
            optional = language is not None and any(map(language.nullable, parameters))
            kind = frozenset(declared) if len(declared) == 1 else frozenset()
            return [frozenset({"null"}), kind] if optional else [kind]
    return [frozenset()]
