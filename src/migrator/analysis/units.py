"""Every call to the old server in a code base, as units of rewriting.

What turns a call into edits is imported when there is one: most hits are in files without.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.project import ROOM
from migrator.analysis.http.requests import requests
from migrator.analysis.http.sites import seen_from
from migrator.analysis.package.calls import makes_clients, package_calls
from migrator.record import record, replace
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.framework.units import Reached
    from migrator.analysis.http.endpoints import Place
    from migrator.analysis.package.clients import Construction
    from migrator.analysis.reply.trace import Trace
    from migrator.model import Span
    from migrator.rules.frameworks import Framework
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.syntax import Module
    from migrator.unit import Unit

UNWRITTEN = "calls of this package are not rewritten yet"


@record
class Traced:
    """A unit with what is read of its reply, the literals that spell its path, and the operation it is.

    ``sent`` is where the request itself stands: elsewhere than its unit where a caller says what is asked.
    """

    unit: Unit
    sent: Span
    trace: Trace
    operation: Operation
    paths: tuple[Place, ...] = ()


def units(project: Project, paths: Iterable[str], rules: RuleSet) -> list[Unit]:
    """The units of all files at ``paths``, with what is to be reviewed in the tests of these files."""
    from migrator.analysis.stand_ins import reviewed

    return reviewed(unreviewed(project, paths, rules), project, rules)


def unreviewed(project: Project, paths: Iterable[str], rules: RuleSet) -> list[Unit]:
    """The units of all files at ``paths``, as these files alone tell."""
    found: list[Unit] = []
    for path in paths:
        module = project.module(path)
        if module is not None:
            found += _of_calls(module, project, rules)
            found += (one.unit for one in of_frameworks(module, project, rules))
            project.forget(ROOM)
    return found


def _of_calls(module: Module, project: Project, rules: RuleSet) -> list[Unit]:
    """The calls of a file, and what it does with a client library beside them."""
    traced, clients = calls(module, project, rules)
    found = [one.unit for one in traced]
    if "packages" not in module.writes or not any(one.package.encode() in module.source.data for one in rules.packages):
        return found
    from migrator.analysis.package.untied import untied

    return found + untied(module, rules, found, clients)


def of_frameworks(module: Module, project: Project, rules: RuleSet) -> list[Reached]:
    """What a file makes of the frameworks that reach the old server; nothing is looked at where no name occurs."""
    if not any(_may_use(one, module.source.data) for one in rules.frameworks):
        return []
    from migrator.analysis.framework import units as frameworks

    return frameworks.units(module, project, rules)


def _may_use(framework: Framework, data: bytes) -> bool:
    """Whether a file has the words by which something of a framework is known."""
    if framework.within:
        return any(
            name.encode() in data and any(text.encode() in data for text in texts or ("",))
            for name, texts in framework.proof.items()
        )
    return any(name.rpartition(".")[2].encode() in data for name in (*framework.calls, *framework.ready))


def of_module(module: Module, project: Project, rules: RuleSet) -> list[Traced]:
    """The units of one file, in the order of the text."""
    return calls(module, project, rules)[0]


def calls(module: Module, project: Project, rules: RuleSet) -> tuple[list[Traced], list[Construction]]:
    """The units of one file in the order of the text, and the clients that it makes."""
    sent = [seen for request in requests(module, project, rules) for seen in seen_from(request, project, rules)]
    made: list[Traced] = []
    for request in sent:
        from migrator.analysis.http import units as http

        unit, trace = http.unit(request, sent, rules)
        paths = tuple(place for endpoint in request.endpoints for place in endpoint.path)
        made.append(Traced(unit, request.call.span, trace, request.endpoints[0].operation, paths))
    clients: list[Construction] = []
    if _may_use_packages(module, rules):
        called = package_calls(module, project, rules)
        if called or makes_clients(module, project, rules):
            from migrator.analysis.package import units as packages

            clients = packages.constructions(module, project, rules)
        if called:
            from migrator.analysis.package import apart

            for call, (unit, trace) in zip(called, apart.units(called, clients, project, rules), strict=True):
                traced = Traced(unit, call.call.span, trace, call.operation)
                made.append(traced if "packages" in module.writes else _held_back(traced))
        if "packages" not in module.writes:
            clients = [_left(client, module) for client in clients]
    if module.broken:
        made = [replace(each, unit=_misread(each.unit)) for each in made]
    return sorted(made, key=lambda traced: traced.unit.span), clients


def _may_use_packages(module: Module, rules: RuleSet) -> bool:
    """Whether a file names a package, or calls something by the name of one of its functions."""
    mine = [package for package in rules.packages if package.language == module.family]
    return any(
        package.package.encode() in module.source.data or module.calls(frozenset(package.functions)) for package in mine
    )


def _misread(unit: Unit) -> Unit:
    """A call in a file that is not understood as a whole: its parts may be taken for something else."""
    how = "lay the line out in another way, or change the call by hand"
    problem = Problem(unit.path, unit.span, "the syntax of this file is not understood everywhere", how)
    return replace(unit, problems=(problem, *unit.problems))


def _held_back(traced: Traced) -> Traced:
    """A call of a package in a language that such calls are not written in: without edits, and with the reason."""
    unit, new = traced.unit, traced.operation.new
    how = f"ask {new.method} {new.path} instead" if new is not None else traced.operation.without
    problem = Problem(unit.path, unit.span, UNWRITTEN, how)
    return replace(traced, unit=replace(unit, edits=(), imports=(), problems=(problem, *unit.problems)))


def _left(client: Construction, module: Module) -> Construction:
    problem = Problem(module.source.path, client.call.span, UNWRITTEN, "make the new library's client by hand")
    return replace(client, edits=(), imports=(), problems=(problem, *client.problems))
