"""What the calls of a file ask of the old server, and where: all that is needed to count them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.http.requests import requests
from migrator.analysis.http.sites import seen_from
from migrator.analysis.package.calls import makes_clients, package_calls
from migrator.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.http.endpoints import Place
    from migrator.analysis.http.requests import Request
    from migrator.analysis.package.calls import PackageCall
    from migrator.analysis.package.clients import Construction
    from migrator.model import Span
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.syntax import Module


@record
class Asked:
    """An operation that a call asks for, and the literals that spell its path.

    ``span`` in the file ``path`` is the call that says what is asked, ``sent`` the one that sends the request: another
    one where a caller says what is asked.
    """

    operation: Operation
    path: str
    span: Span
    sent: Span
    paths: tuple[Place, ...] = ()


def asked_in(module: Module, project: Project, rules: RuleSet, through: Iterable[PackageCall]) -> list[Asked]:
    """What the calls of a file ask for, those ``through`` client libraries among them, in the order of the text."""
    found = [by_request(one) for one in sent_requests(module, project, rules)]
    found += (by_package(one) for one in through)
    return sorted(found, key=lambda one: one.span)


def by_request(request: Request) -> Asked:
    """What a request asks for."""
    place = request.site or request
    spelled = tuple(place for endpoint in request.endpoints for place in endpoint.path)
    operation = request.endpoints[0].operation
    return Asked(operation, place.module.source.path, place.call.span, request.call.span, spelled)


def by_package(one: PackageCall) -> Asked:
    """What a call of a client library asks for."""
    return Asked(one.operation, one.module.source.path, one.call.span, one.call.span)


def sent_requests(module: Module, project: Project, rules: RuleSet) -> list[Request]:
    """The requests of a file, each as often as callers say what is asked."""
    return [seen for request in requests(module, project, rules) for seen in seen_from(request, project, rules)]


def called(module: Module, project: Project, rules: RuleSet) -> list[PackageCall]:
    """The calls of client libraries; nothing is looked at where no name occurs."""
    return package_calls(module, project, rules) if _may_use_packages(module, rules) else []


def clients_of(module: Module, project: Project, rules: RuleSet, called: list[PackageCall]) -> list[Construction]:
    """The clients of such a library that a file makes, which has the calls ``called``."""
    if not called and not (_may_use_packages(module, rules) and makes_clients(module, project, rules)):
        return []
    from migrator.analysis.package.units import constructions

    return constructions(module, project, rules)


def _may_use_packages(module: Module, rules: RuleSet) -> bool:
    """Whether a file names a package, or calls something by the name of one of its functions."""
    mine = [package for package in rules.packages if package.language == module.family]
    return any(
        package.package.encode() in module.source.data or module.calls(frozenset(package.functions)) for package in mine
    )
