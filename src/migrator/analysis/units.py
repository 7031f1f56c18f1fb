"""Every call to the old server in a code base, as units of rewriting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from migrator.analysis import frameworks, http, packages
from migrator.analysis.requests import requests
from migrator.analysis.sites import seen_from
from migrator.analysis.stand_ins import reviewed
from migrator.record import record, replace
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.clients import Construction
    from migrator.analysis.endpoints import Place
    from migrator.analysis.project import Project
    from migrator.analysis.trace import Trace
    from migrator.model import Span
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.syntax import Module
    from migrator.unit import Unit

UNWRITTEN = "code in this language is not rewritten yet"


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
    """The units of all files at ``paths``."""
    found: list[Unit] = []
    for path in paths:
        module = project.module(path)
        if module is not None:
            found += (traced.unit for traced in of_module(module, project, rules))
            found += (one.unit for one in frameworks.units(module, project, rules))
    return reviewed(found, project, rules)


def of_module(module: Module, project: Project, rules: RuleSet) -> list[Traced]:
    """The units of one file, in the order of the text."""
    return calls(module, project, rules)[0]


def calls(module: Module, project: Project, rules: RuleSet) -> tuple[list[Traced], list[Construction]]:
    """The units of one file in the order of the text, and the clients that it makes."""
    sent = [seen for request in requests(module, project, rules) for seen in seen_from(request, project, rules)]
    made = []
    for request in sent:
        unit, trace = http.unit(request, sent, rules)
        paths = tuple(place for endpoint in request.endpoints for place in endpoint.path)
        made.append(Traced(unit, request.call.span, trace, request.endpoints[0].operation, paths))
    called = packages.package_calls(module, project, rules)
    clients = packages.constructions(module, project, rules)
    for call in called:
        unit, trace = packages.unit(call, called, clients, project, rules)
        made.append(Traced(unit, call.call.span, trace, call.operation))
    if not module.writes:
        made = [_held_back(each) for each in made]
        clients = [_left(client, module) for client in clients]
    return sorted(made, key=lambda traced: traced.unit.span), clients


def _held_back(traced: Traced) -> Traced:
    """A unit of a language that nothing writes: without edits, and with the reason."""
    unit, new = traced.unit, traced.operation.new
    how = f"ask {new.method} {new.path} instead" if new is not None else traced.operation.without
    problem = Problem(unit.path, unit.span, UNWRITTEN, how)
    return replace(traced, unit=replace(unit, edits=(), imports=(), problems=(problem, *unit.problems)))


def _left(client: Construction, module: Module) -> Construction:
    problem = Problem(module.source.path, client.call.span, UNWRITTEN, "make the new library's client by hand")
    return replace(client, edits=(), imports=(), problems=(problem, *client.problems))
