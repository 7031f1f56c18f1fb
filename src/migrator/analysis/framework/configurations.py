"""Mappings that a framework is configured by, where one of them names the old server: ``{"provider": …, "config": …}``.

A mapping is looked for in its own file and then among the arguments of the framework's calls, in whatever file: what
no such call is given is the project's own, whatever its keys are called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.dataflow.given import given_at
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.dataflow.values import Value
from migrator.analysis.request.slots import is_mapping, members
from migrator.record import record
from migrator.syntax import Call, Items, Name
from migrator.syntax import Mapping as MappingLiteral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from migrator.analysis.dataflow.project import Project
    from migrator.model import Span
    from migrator.rules.frameworks import Framework
    from migrator.syntax import Expression, Module

    Meant: TypeAlias = Callable[[MappingLiteral | Call, Framework], bool]

HANDED = "what is handed to"
EACH = "*"
"""The step of a path that stands for every element of a list."""


@record(eq=False)
class Configured:
    """A mapping of a framework, in the file where it is written."""

    site: MappingLiteral | Call
    framework: Framework


def configured(module: Module, project: Project, frameworks: Iterable[Framework], meant: Meant) -> list[Configured]:
    """The mappings of a file that are handed to one of ``frameworks`` and are ``meant``: reach the old server."""
    found: dict[Span, Configured] = {}
    for framework in frameworks:
        mine = [site for site in _sites(module, framework) if meant(site, framework)]
        handed = _handed(framework, project, module.family) if mine else ()
        for site in mine:
            if (module.source.path, site.span) in handed:
                found.setdefault(site.span, Configured(site, framework))
    return sorted(found.values(), key=lambda one: one.site.span)


def _sites(module: Module, framework: Framework) -> Iterator[MappingLiteral | Call]:
    """The mappings of a file that have an entry of which a framework is known."""
    for key in framework.proof:
        yield from module.holding(key)
        for call in module.calls(frozenset({"dict"})):
            if is_mapping(call) and call.argument(key, None) is not None:
                yield call


def _handed(framework: Framework, project: Project, family: str) -> frozenset[tuple[str, Span]]:
    """Where the mappings stand that calls of a framework are given where such a mapping belongs."""
    fact = f"{HANDED} {framework.framework} {family}"
    if fact not in project.facts:
        given = _given(framework, project, family)
        project.facts[fact] = frozenset((value.module.source.path, value.expression.span) for value in given)
    return cast("frozenset[tuple[str, Span]]", project.facts[fact])


def _given(framework: Framework, project: Project, family: str) -> Iterator[Value]:
    for name, paths in framework.within.items():
        last = name.rpartition(".")[2]
        for module in project.mentioning(last, family=family):
            local = {b.name for b in module.imports() if b.imported == last}
            for call in module.calls(frozenset({last, *local})):
                if name in qualified(call.callee, module, project):
                    for path in paths:
                        first, *steps = path.split(".")
                        yield from _led(_argument(call, first), steps, module, project)


def _argument(call: Call, which: str) -> Expression | None:
    if which.isdigit():
        plain = [argument for argument in call.arguments if not argument.name and not argument.spread]
        return plain[int(which)].value if int(which) < len(plain) else None
    found = call.argument(which, None)
    return found.value if found is not None else None


def _led(expression: Expression | None, steps: Sequence[str], module: Module, project: Project) -> Iterator[Value]:
    """The mappings at the end of a path into a value."""
    for value in _values(expression, module, project) if expression is not None else ():
        if not steps:
            if is_mapping(value.expression):
                yield value
            continue
        parts: list[Expression] = []
        if steps[0] == EACH and isinstance(value.expression, Items):
            parts = list(value.expression.items)
        elif is_mapping(value.expression):
            parts = [slot.value for slot in members(value.expression) or () if slot.name == steps[0]]
        for part in parts:
            yield from _led(part, steps[1:], value.module, project)


def _values(expression: Expression, module: Module, project: Project, depth: int = 3) -> Iterator[Value]:
    """What an expression may be, with what other files give the parameters that it comes from."""
    for value in origins(expression, module, project):
        yield value
        bindings = value.module.reaching(value.expression) if isinstance(value.expression, Name) else ()
        for binding in bindings:
            if binding.kind != "parameter" or not depth:
                continue
            for site in callers(binding.scope, value.module, project).sites:
                given = given_at(site, binding, value.module)
                if given is not None and site.module is not value.module:
                    yield from _values(given, site.module, project, depth - 1)


def elsewhere(one: Configured, module: Module) -> Iterator[tuple[str, re.Match[bytes]]]:
    """The keys that change with a mapping where the file names them outside of it."""
    arguments = one.framework.arguments.items()
    keys = {name.rpartition(".")[2] for name, cases in arguments if any(case.to not in (None, name) for case in cases)}
    for key in sorted(keys):
        for hit in re.finditer(rb"\[[\"']" + re.escape(key.encode()) + rb"[\"']\]", module.source.data):
            yield key, hit
