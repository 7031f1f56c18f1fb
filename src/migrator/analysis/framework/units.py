"""Calls of frameworks that reach the old server, as units: the constructor, its names, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.dataflow.readings import readings, spelled
from migrator.analysis.framework.classes import Statement, statements
from migrator.analysis.framework.configurations import Configured, configured, elsewhere
from migrator.analysis.framework.texts import begins
from migrator.analysis.http.endpoints import proved
from migrator.analysis.request.slots import Draft, of_entries
from migrator.model import Edit, Span
from migrator.record import record
from migrator.rules.frameworks import fitted
from migrator.syntax import Call, Mapping, Member, Name
from migrator.unit import Import, Problem, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.framework.model_uses import Uses
    from migrator.rules.frameworks import Framework
    from migrator.rules.load import RuleSet
    from migrator.syntax import Expression, Module


@record(eq=False)
class Made:
    """A call of a framework that reaches the old server."""

    call: Call
    framework: Framework
    name: str


@record(eq=False)
class Reached:
    """A unit of a framework; ``calls`` says whether it is a call, or only an import or a text that names the class."""

    unit: Unit
    framework: Framework
    calls: bool


def made(module: Module, project: Project, rules: RuleSet) -> list[Made]:
    """The calls of frameworks in a file that reach the old server."""
    mine = [framework for framework in rules.frameworks if framework.language == module.family and framework.calls]
    by_name: dict[str, list[Framework]] = {}
    for framework in mine:
        for name in framework.calls:
            by_name.setdefault(name, []).append(framework)
    last = {name.rpartition(".")[2] for name in by_name}
    if not any(name.encode() in module.source.data for name in last):
        return []
    local = {b.name for b in module.imports() if b.imported in last}
    local |= {b.name for b in module.imports() if b.imported == "default" and b.module in by_name}
    found: dict[int, Made] = {}
    for call in module.calls(frozenset(last | local)):
        for name in sorted(qualified(call.callee, module, project) & by_name.keys()):
            for framework in by_name[name]:
                if call.node.id not in found and _meant(call, framework, module, project, rules):
                    found[call.node.id] = Made(call, framework, name)
    return sorted(found.values(), key=lambda one: one.call.span)


def units(module: Module, project: Project, rules: RuleSet) -> list[Reached]:
    """The units of the calls of frameworks in a file, and of imports of their classes that make nothing there."""
    classes = {name: f for f in rules.frameworks if f.language == module.family and f.to for name in f.calls}
    if all(framework.language != module.family for framework in rules.frameworks):
        return []
    calls = made(module, project, rules)
    if calls:
        from migrator.analysis.framework.model_uses import uses

    used = {one.call.node.id: uses([one.call.node], one.framework, module, project) for one in calls}
    callees = {
        _root(one.call.callee).node.id: _type(one.framework, used[one.call.node.id])
        for one in calls
        if isinstance(one.call.callee, Name)
    }
    imported = statements(module, project, classes, callees)
    found = [
        Reached(_unit(one, used[one.call.node.id], imported, module, project, rules), one.framework, True)
        for one in calls
    ]
    found += _configured(module, project, rules)
    found += _ready(module, project, rules)
    served = {edit for one in found for edit in one.unit.edits}
    for statement in imported:
        if not statement.edits or not served.issuperset(statement.edits):
            span = Span(statement.node.start_byte, statement.node.end_byte)
            framework = statement.taken[0].framework
            draft = Draft()
            if statement.annotates:
                draft.review("the class is only named here: what it annotates is made elsewhere")
            unit = _of(module, span, framework, draft, [statement], project, rules)
            found.append(Reached(unit, framework, False))
    return found


def _configured(module: Module, project: Project, rules: RuleSet) -> Iterator[Reached]:
    """The units of the mappings by which frameworks are configured in a file."""
    mine = [framework for framework in rules.frameworks if framework.language == module.family and framework.within]

    def meant(site: Mapping | Call, framework: Framework) -> bool:
        return _meant(site, framework, module, project, rules)

    for one in configured(module, project, mine, meant):
        yield Reached(_mapping(one, module, project, rules), one.framework, True)


def _ready(module: Module, project: Project, rules: RuleSet) -> Iterator[Reached]:
    """The units of the objects that frameworks give a file without a call."""
    mine = {name: one for one in rules.frameworks if one.language == module.family for name in one.ready}
    for binding in module.imports() if mine else ():
        framework = mine.get(f"{binding.module}.{binding.imported}")
        if framework is not None:
            from migrator.analysis.framework.ready import made_here

            unit = made_here(binding, framework, module, project)
            yield Reached(unit, framework, True)


def _mapping(one: Configured, module: Module, project: Project, rules: RuleSet) -> Unit:
    """The unit of one mapping."""
    from migrator.analysis.framework.arguments import Arguing

    framework, site, draft = one.framework, one.site, Draft()
    Arguing(site, framework, module, project, rules, draft).convert()
    for key, hit in elsewhere(one, module):
        why = f"`{key}` of such a mapping is set or read by itself"
        draft.problems.append(Problem(module.source.path, Span(*hit.span()), why, "set it where the mapping is made"))
    draft.review(framework.review)
    return _of(module, site.span, framework, draft, [], project, rules)


def _type(framework: Framework, used: Uses) -> str:
    return framework.text.annotation if framework.text is not None and used.as_text else framework.to


def _meant(call: Call | Mapping, framework: Framework, module: Module, project: Project, rules: RuleSet) -> bool:
    """Whether a call reaches the old server: always, or because of one of its arguments."""
    if not framework.proof:
        return True
    for name, prefixes in framework.proof.items():
        value = _given(call, name, framework)
        if value is None:
            continue
        for reading in readings(value, module, project):
            text = spelled(reading)
            names = [name for fragment in reading for name in fragment.names]
            if any(begins(text, prefix) for prefix in prefixes):
                return True
            if not prefixes and proved(text.replace("\0", ""), names, "\0" in text, rules.evidence) == "proved":
                return True
    return False


def _given(call: Call | Mapping, name: str, framework: Framework) -> Expression | None:
    """What a call gives for a parameter, by itself or as an entry of an object that is written out."""
    if isinstance(call, Mapping):
        return _entry(call, name)
    position = framework.positional.index(name) if name in framework.positional else None
    argument = call.argument(name, position)
    if argument is not None:
        return argument.value
    objects = [a.value for a in call.arguments if not a.name and isinstance(a.value, Mapping)]
    return next((found for one in objects if (found := _entry(one, name)) is not None), None)


def _entry(literal: Expression, path: str) -> Expression | None:
    """The value at the end of a dotted path into an object that is written out."""
    first, _, rest = path.partition(".")
    slots = (of_entries(literal.entries, spreads=True) if isinstance(literal, Mapping) else None) or ()
    value = next((slot.value for slot in slots if slot.name == first), None)
    return _entry(value, rest) if value is not None and rest else value


def _unit(one: Made, used: Uses, imported: list[Statement], module: Module, project: Project, rules: RuleSet) -> Unit:
    """The unit of one call."""
    from migrator.analysis.framework.arguments import Arguing
    from migrator.analysis.http.addresses import shared

    framework, call, draft = fitted(one.framework, module.in_browser(project)), one.call, Draft()
    if framework.block:
        draft.problems.append(Problem(module.source.path, call.span, framework.block, framework.how))
        draft.edits += shared(call, module, project, rules, framework.framework)
        return _of(module, call.span, framework, draft, [], project, rules)
    Arguing(call, framework, module, project, rules, draft).convert()
    draft.problems += used.problems
    draft.edits += used.edits
    if draft.problems:
        draft.edits += shared(call, module, project, rules, framework.framework)
    for text in (framework.review, *used.reviews):
        draft.review(text)
    mine: list[Statement] = []
    if framework.to:
        root = _root(call.callee)
        bound = {b.node.id for b in module.reaching(root)} if isinstance(root, Name) else set()
        mine = [s for s in imported if any(taken.binding.node.id in bound for taken in s.taken)]
        if not isinstance(call.callee, Name):
            draft.edits += _through_module(one, module, draft)
        elif not mine:
            why = f"where `{call.callee.name}` comes from is not understood"
            draft.problems.append(Problem(module.source.path, call.callee.span, why, "import the class by its name"))
        if framework.text is not None and used.as_text:
            draft.edits += _parsed(call, framework.text.parser, framework.framework, module, draft)
    return _of(module, call.span, framework, draft, mine, project, rules)


def _of(
    module: Module,
    span: Span,
    framework: Framework,
    draft: Draft,
    imported: list[Statement],
    project: Project,
    rules: RuleSet,
) -> Unit:
    edits, wanted, problems = list(draft.edits), list(draft.imports), list(draft.problems)
    reviews = list(draft.reviews)
    for statement in imported:
        edits += statement.edits
        wanted += statement.imports
        problems += statement.problems
        reviews += statement.reviews
        edits += _tie(statement, project, rules)
    return Unit(
        module.source.path,
        span,
        framework.framework,
        tuple(dict.fromkeys(edits)),
        tuple(dict.fromkeys(wanted)),
        tuple(dict.fromkeys(problems)),
        tuple(dict.fromkeys(text for text in reviews if text)),
    )


def _tie(statement: Statement, project: Project, rules: RuleSet) -> Iterator[Edit]:
    """The edits of the import in another file that a name comes through: both change together or not at all."""
    for taken in statement.taken:
        if taken.through is None:
            continue
        for one in units(taken.through, project, rules):
            if one.framework is taken.framework:
                yield from (edit for edit in one.unit.edits if edit.path == taken.through.source.path)
                return


def _root(expression: Expression) -> Expression:
    while isinstance(expression, Member):
        expression = expression.object
    return expression


def _through_module(one: Made, module: Module, draft: Draft) -> list[Edit]:
    """``module.Class(…)``: the module is imported anew, if it is for this class alone."""
    call, rule = one.call, one.framework.framework
    new, _, name = one.framework.to.rpartition(".")
    root = _root(call.callee)
    bound = module.reaching(root) if isinstance(root, Name) else ()
    alone = len(bound) == 1 and len(module.uses(bound[0])) == 1 and bound[0].value is not None
    if not alone or len(module.listed(bound[0].value)) != 1:  # type: ignore[arg-type]  # alone: there is one
        why = "the class is reached through a module that is used for other things too"
        draft.problems.append(Problem(module.source.path, call.callee.span, why, "import the class by its name"))
        return []
    statement = bound[0].value
    assert statement is not None
    span = Span(statement.start_byte, statement.end_byte)
    return [
        module.edit(call.callee.span, (f"{new}.{name}",), rule),
        module.edit(span, (module.import_text(new, ()),), rule),
    ]


def _parsed(call: Call, parser: str, rule: str, module: Module, draft: Draft) -> Iterator[Edit]:
    """The edits that put a parser behind a model, so that it gives text as before."""
    root, _, name = parser.rpartition(".")
    draft.imports.append(Import(module.source.path, root, name))
    before, after = module.piped(name, module.position(call.node) == "tight")
    start, end = call.span.start, call.span.end
    if before:
        yield module.edit(Span(start, start), (before,), rule)
    yield module.edit(Span(end, end), (after,), rule)
