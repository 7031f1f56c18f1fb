"""A request that gets its path or its body from its callers, as one request for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.dataflow.origins import definitions
from migrator.analysis.dataflow.readings import readings
from migrator.analysis.http.endpoints import endpoints
from migrator.analysis.http.requests import as_seen, edges_of
from migrator.record import replace
from migrator.syntax import Call, Choice, Joined, Member, Name, Piece, Scope, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.http.requests import Request
    from migrator.rules.load import RuleSet
    from migrator.syntax import Binding, Expression, Module

DEEPEST = 3
"""Functions between a request and the place that says what is asked; real code has one or two."""

ELSEWHERE = "{}: a caller that is not seen and names a server must name the new one"


def seen_from(request: Request, project: Project, rules: RuleSet, depth: int = 0) -> list[Request]:
    """The request itself or, where its URL or body is a parameter, the request as each caller makes it.

    A caller that cannot be known makes all of them doubtful; with one that asks for something else the function is
    common to both.
    """
    scope = _given_by(request)
    if scope is None or depth > DEEPEST:
        return [request]
    known = callers(scope, request.module if request.site is None else request.site.module, project)
    if not known.sites:
        return [request]
    made: list[Request] = []
    common: tuple[tuple[Module, Scope], ...] = ()
    others = known.strays[0] if known.strays and _told_without(request, scope) else None
    doubt = known.strays[0].told if known.strays and others is None else request.doubt
    if others is not None:
        request = replace(request, assumed=ELSEWHERE.format(others.told))
    for site in known.sites:
        view = project.seen_from(scope, site)
        seen = as_seen(request, view)
        named = endpoints(readings(request.url.value, request.module, view), request.prefix(view), seen.method, rules)
        mine = tuple(endpoint for endpoint in named if endpoint.proof != "foreign")
        if not mine:
            common = ((request.module if request.site is None else request.site.module, scope),)
            continue
        made += seen_from(replace(seen, endpoints=mine, site=site), view, rules, depth + 1)
    return [replace(each, doubt=each.doubt or doubt, common=(*each.common, *common)) for each in made] or [request]


def _told_without(request: Request, scope: Scope) -> bool:
    """Whether a caller can give no more than another server's address: all else is written in the function itself.

    The server that it asks without one is known to be the old one.
    """
    home, given = request.module, [request.body.value] if request.body is not None else []
    if not request.proved or len({each.operation.operation for each in request.endpoints}) != 1:
        return False
    if any(True for one in given for _ in _own(one, request.home, request.project, scope)):
        return False
    if any(one.value is None for one in _own(request.url.value, home, request.project, scope)):
        return False
    defaults = [one.value for one in home.parameters(home.lower(scope.node)) if one.value is not None]
    return all(
        place.module is home
        and scope.span.start <= place.span.start < scope.span.end
        and not any(one.start_byte <= place.span.start < one.end_byte for one in defaults)
        for each in request.endpoints
        for place in each.path
    )


def _own(value: Expression, module: Module, project: Project, scope: Scope) -> Iterator[Binding]:
    """The parameters of a function that a value is made of."""
    for there, name in _names(value, module, project):
        yield from (one for one in there.reaching(name) if one.scope is scope and one.kind == "parameter")


def _given_by(request: Request) -> Scope | None:
    """The function whose parameters the URL or the body is made of, if it is not looked at from a call yet."""
    own = {one.binding.scope for one in edges_of(request)}
    for argument in (request.url, request.body):
        if argument is None:
            continue
        for module, name in _names(argument.value, request.module, request.project):
            for binding in module.reaching(name):
                if (
                    binding.kind == "parameter"
                    and binding.scope not in request.project.sites
                    and binding.scope not in own
                    and not module.instance(name)
                ):
                    return binding.scope
    return None


def _names(expression: Expression, module: Module, project: Project, depth: int = 6) -> Iterator[tuple[Module, Name]]:
    """The variables that a text or a body is made of, through assignments and the arguments of known calls."""
    match expression:
        case Name() as name:
            yield module, name
            if not depth:
                return
            for binding in module.reaching(name):
                site = project.sites.get(binding.scope)
                if binding.kind == "assigned" and binding.value is not None and not binding.path:
                    yield from _names(module.lower(binding.value), module, project, depth - 1)
                elif binding.kind == "parameter" and site is not None:
                    argument = site.call.argument(binding.name, binding.position - module.called(binding.scope)[1])
                    if argument is not None:
                        yield from _names(argument.value, site.module, project, depth - 1)
        case Text(pieces=pieces):
            for piece in pieces:
                if not isinstance(piece, Piece):
                    yield from _names(piece, module, project, depth)
        case Joined(left=left, right=right):
            yield from _names(left, module, project, depth)
            yield from _names(right, module, project, depth)
        case Choice(options=options):
            for option in options:
                yield from _names(option, module, project, depth)
        case Call(callee=Member(object=owner) as callee, arguments=arguments) if not definitions(
            callee, module, project
        ):
            for part in (owner, *(argument.value for argument in arguments)):
                yield from _names(part, module, project, depth)
