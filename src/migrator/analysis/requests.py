"""Finds the HTTP requests of a file that go to the old server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.analysis.endpoints import Endpoint, endpoints
from migrator.analysis.origins import origins
from migrator.analysis.qualify import qualified
from migrator.analysis.readings import readings
from migrator.syntax import Call, Member, Text

if TYPE_CHECKING:
    from migrator.analysis.project import Project
    from migrator.analysis.readings import Reading
    from migrator.rules.load import RuleSet
    from migrator.syntax import Argument, Expression, Module, Shape


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
        if mine:
            found.append(Request(call, module, shape, method, url, mine))
    return found


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
