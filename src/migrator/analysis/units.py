"""Every call to the old server in a code base, as units of rewriting.

What turns a call into edits is imported when there is one: most hits are in files without.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from migrator.analysis.asked import by_package, by_request, called, clients_of, sent_requests
from migrator.analysis.dataflow.project import ROOM
from migrator.analysis.framework.used import of_frameworks
from migrator.record import record, replace
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.asked import Asked
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.package.clients import Construction
    from migrator.analysis.reply.trace import Trace
    from migrator.rules.load import RuleSet
    from migrator.syntax import Module
    from migrator.unit import Unit

UNWRITTEN = "calls of this package are not rewritten yet"


@record
class Traced:
    """A unit with what is asked by it, and what is read of its reply."""

    unit: Unit
    asked: Asked
    trace: Trace


def units(project: Project, paths: Iterable[str], rules: RuleSet) -> list[Unit]:
    """The units of all files at ``paths``, with what is to be reviewed in the tests of these files."""
    from migrator.analysis.stand_ins.units import reviewed

    return reviewed(unreviewed(project, paths, rules), project, rules)


def unreviewed(project: Project, paths: Iterable[str], rules: RuleSet) -> list[Unit]:
    """The units of all files at ``paths``, as these files alone tell."""
    found: list[Unit] = []
    for path in paths:
        module = project.module(path)
        if module is not None:
            here = _of_calls(module, project, rules)
            here += (one.unit for one in of_frameworks(module, project, rules))
            found += (_unmapped(unit, project) for unit in here)
            project.forget(ROOM)
    return found


def _unmapped(unit: Unit, project: Project) -> Unit:
    """A unit that stays where it imports another package, and an import map names the old one only."""
    if unit.path.endswith(".py") or not unit.edits:
        return unit
    from migrator.languages.typescript.mapped import mapped

    for path in sorted({edit.path for edit in unit.edits}):
        source = project.read(path)
        for span, where in mapped(source, project) if source is not None else ():
            if any(
                edit.path == path and edit.span.start < span.end and span.start < edit.span.end for edit in unit.edits
            ):
                how = f"declare the new package in {where} in the old one's place, and run again"
                problem = Problem(path, span, f"{where} says what is imported here", how)
                return replace(unit, problems=(problem, *unit.problems))
    return unit


def _of_calls(module: Module, project: Project, rules: RuleSet) -> list[Unit]:
    """The calls of a file, and what it does with a client library beside them."""
    traced, clients = calls(module, project, rules)
    found = [one.unit for one in traced]
    if "packages" not in module.writes or not any(one.package.encode() in module.source.data for one in rules.packages):
        return found
    from migrator.analysis.package.untied import untied

    return found + untied(module, rules, found, clients)


def of_module(module: Module, project: Project, rules: RuleSet) -> list[Traced]:
    """The units of one file, in the order of the text."""
    return calls(module, project, rules)[0]


def calls(module: Module, project: Project, rules: RuleSet) -> tuple[list[Traced], list[Construction]]:
    """The units of one file in the order of the text, and the clients that it makes."""
    sent = sent_requests(module, project, rules)
    made: list[Traced] = []
    for request in sent:
        from migrator.analysis.http import units as http

        unit, trace = http.unit(request, sent, rules)
        made.append(Traced(unit, by_request(request), trace))
    through = called(module, project, rules)
    clients = clients_of(module, project, rules, through)
    if through:
        from migrator.analysis.package import apart

        for call, (unit, trace) in zip(through, apart.units(through, clients, project, rules), strict=True):
            traced = Traced(unit, by_package(call), trace)
            made.append(traced if "packages" in module.writes else _held_back(traced))
    if "packages" not in module.writes:
        clients = [_left(client, module) for client in clients]
    if module.broken:
        made = [replace(each, unit=_misread(each.unit)) for each in made]
    return sorted(made, key=lambda traced: traced.unit.span), clients


def _misread(unit: Unit) -> Unit:
    """A call in a file that is not understood as a whole: its parts may be taken for something else."""
    how = "lay the line out in another way, or change the call by hand"
    problem = Problem(unit.path, unit.span, "the syntax of this file is not understood everywhere", how)
    return replace(unit, problems=(problem, *unit.problems))


def _held_back(traced: Traced) -> Traced:
    """A call of a package in a language that such calls are not written in: without edits, and with the reason."""
    unit, new = traced.unit, traced.asked.operation.new
    how = f"ask {new.method} {new.path} instead" if new is not None else traced.asked.operation.without
    problem = Problem(unit.path, unit.span, UNWRITTEN, how)
    return replace(traced, unit=replace(unit, edits=(), imports=(), problems=(problem, *unit.problems)))


def _left(client: Construction, module: Module) -> Construction:
    problem = Problem(module.source.path, client.call.span, UNWRITTEN, "make the new library's client by hand")
    return replace(client, edits=(), imports=(), problems=(problem, *client.problems))
