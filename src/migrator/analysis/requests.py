"""Finds the HTTP requests of a file that go to the old server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.analysis.endpoints import Endpoint, endpoints
from migrator.analysis.origins import origins
from migrator.analysis.qualify import qualified
from migrator.analysis.readings import readings
from migrator.syntax import Argument, Call, Mapping, Member, Text

if TYPE_CHECKING:
    from migrator.analysis.project import Project
    from migrator.analysis.readings import Reading
    from migrator.rules.load import RuleSet
    from migrator.syntax import Expression, Module, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """An HTTP request that goes, or may go, to the old server."""

    call: Call
    module: Module
    shape: Shape
    method: str
    url: Argument
    endpoints: tuple[Endpoint, ...]

    @property
    def proved(self) -> bool:
        """Whether something proves that the server is the old one."""
        return any(endpoint.proof == "proved" for endpoint in self.endpoints)


def requests(module: Module, project: Project, rules: RuleSet) -> list[Request]:
    """The requests of a file whose URL names an operation and whose server is not known to be another one."""
    found = []
    for call in module.calls(module.requests):
        shape = module.request(qualified(call.callee, module, project), call.callee)
        url = call.argument(shape.url, shape.url_at) if shape is not None else None
        if shape is None or url is None or _hopeless(url.value):
            continue
        method = shape.method or _method(call, shape)
        named = endpoints(readings(url.value, module, project), _base(call, module, project), method, rules)
        mine = tuple(endpoint for endpoint in named if endpoint.proof != "foreign")
        request = Request(call, module, shape, method, url, mine)
        if mine and (request.proved or _likely(request, project)):
            found.append(request)
    return found


def body_argument(request: Request) -> Argument | None:
    """The argument that holds the body of a request."""
    for name in request.shape.body:
        argument = request.call.argument(name)
        if argument is not None:
            return argument
    after = request.shape.url_at + 1
    for index, name in enumerate(request.shape.positional):
        argument = request.call.argument("\0", after + index)
        if argument is not None:
            return Argument(argument.span, name, argument.value)
    return None


def _likely(request: Request, project: Project) -> bool:
    """Whether a request to a server that is not named looks like one of the operation: by its body, or what is read."""
    operation = request.endpoints[0].operation
    argument = body_argument(request)
    if not operation.request:
        paths = [path for path in operation.reply if path.isidentifier()]
        return bool(paths) and any(path.encode() in request.module.source.data for path in paths)
    if argument is None:
        return False
    value = request.module.serialised(argument.value) or argument.value
    fields = {
        entry.key.value
        for origin in origins(value, request.module, project)
        if isinstance(origin.expression, Mapping)
        for entry in origin.expression.entries
        if isinstance(entry.key, Text)
    }
    return len(fields & set(operation.request)) >= 2


def _hopeless(url: Expression) -> bool:
    """A constant that is no URL and no path: the key of ``dict.get``."""
    return isinstance(url, Text) and "/" not in (url.value or "/")


def _method(call: Call, shape: Shape) -> str:
    argument = call.argument("method", shape.method_at)
    return (argument.value.value or "").upper() if argument and isinstance(argument.value, Text) else ""


def _base(call: Call, module: Module, project: Project) -> list[Reading]:
    """The readings of ``base_url`` of the client that a method is called on."""
    if not isinstance(call.callee, Member):
        return []
    found = []
    for value in origins(call.callee.object, module, project):
        if isinstance(value.expression, Call):
            base = value.expression.argument("base_url", 0)
            if base is not None:
                found += readings(base.value, value.module, project)
    return found
