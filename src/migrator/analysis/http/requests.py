"""Finds the HTTP requests of a file that go to the old server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.dataflow.readings import readings, spelled
from migrator.analysis.http.endpoints import Endpoint, endpoints, may_name, root
from migrator.analysis.http.servers import named_by_clients, told_as
from migrator.analysis.http.written import Written, entry_of
from migrator.analysis.request.boundary import edges
from migrator.record import record, replace
from migrator.syntax import Argument, Call, Constant, Expression, Items, Joined, Mapping, Member, Name, Text

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project, Site
    from migrator.analysis.dataflow.readings import Reading
    from migrator.analysis.request.boundary import Edge
    from migrator.model import Span
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.syntax import Module, Scope, Shape


@record(eq=False)
class Request:
    """An HTTP request that goes, or may go, to the old server.

    A request of a function that gets its path or its body from its callers is one request for each of them: ``site`` is
    the caller it is seen from, ``project`` the code base as seen from there, ``doubt`` why it cannot be told apart,
    ``assumed`` what must hold of callers that are not seen.
    ``common`` are functions on the way that are called for something else too: nothing may change in them. ``home`` is
    the file in which its body and headers are written.
    """

    call: Call
    module: Module
    home: Module
    shape: Shape
    method: str
    url: Argument
    body: Argument | None
    headers: Argument | None
    endpoints: tuple[Endpoint, ...]
    project: Project
    site: Site | None = None
    doubt: str = ""
    assumed: str = ""
    common: tuple[tuple[Module, Scope], ...] = ()

    def prefix(self, project: Project) -> list[Reading]:
        """The readings of what its URL is relative to, in a view of the code base."""
        return _prefix(Written(self.call, self.shape, self.module, project), self.call, self.module, project)

    @property
    def proved(self) -> bool:
        """Whether something proves that the server is the old one."""
        return any(endpoint.proof == "proved" for endpoint in self.endpoints)


def requests(module: Module, project: Project, rules: RuleSet) -> list[Request]:
    """The requests of a file whose URL names an operation and whose server is not known to be another one."""
    found: list[Request] = []
    open_ones: list[Request] = []
    roots: list[Request] = []
    if not _may_send(module, rules):
        return found
    for call in module.calls(module.requests):
        if not any(_may_name(argument.value, module, project, rules) for argument in call.arguments[:2]):
            continue
        shape = module.request(qualified(call.callee, module, project), call.callee)
        if shape is None:
            continue
        written = Written(call, shape, module, project)
        url = written.url()
        if url is None or _hopeless(url.value):
            continue
        method = shape.method or written.method()
        base = _prefix(written, call, module, project)
        named = endpoints(readings(url.value, module, project), base, method, rules)
        mine = tuple(e for e in named if e.proof != "foreign" and (shape.library.name or e.path or e.bases))
        mine = mine or _as_called(url.value, method, module, project, rules)
        body, headers = written.body(), written.headers()
        request = Request(call, module, written.home(), shape, method, url, body, headers, mine, project)
        if not named and not mine and (bare := root(readings(url.value, module, project), base, method, rules)):
            roots.append(replace(request, endpoints=tuple(bare)))
        elif mine and (request.proved or _likely(request, project) or _likely_as_called(request)):
            found.append(request)
        elif mine:
            open_ones.append(request)
    servers = {_server(request) for request in found}
    found += (request for request in open_ones if _server(request) in servers)
    if roots:
        known = {told_as(request) for request in found} | set(named_by_clients(module, rules))
        found += (request for request in roots if told_as(request) in known - {b""})
    return sorted(found, key=lambda request: request.call.span)


def calls_of(module: Module, operation: Operation, project: Project, rules: RuleSet) -> frozenset[int]:
    """The nodes of the calls of an operation in a file."""
    note = f"{module.source.path}: requests"
    known = project.notes.get(note)
    if not isinstance(known, list):
        known = project.notes[note] = requests(module, project, rules)
    return frozenset(one.call.node.id for one in known if operation in [e.operation for e in one.endpoints])


def as_seen(request: Request, project: Project) -> Request:
    """A request as it is made in a view of the code base: its method, body and headers may come from a caller."""
    written = Written(request.call, request.shape, request.module, project)
    method, body, headers = request.shape.method or written.method(), written.body(), written.headers()
    return replace(request, method=method, body=body, headers=headers, home=written.home(), project=project)


def _as_called(url: Expression, method: str, module: Module, project: Project, rules: RuleSet) -> tuple[Endpoint, ...]:
    """The endpoints of a URL that ends in a parameter, as the callers of its function give it."""
    found: list[Endpoint] = []
    for binding in module.reaching(last) if isinstance(last := _last(url), Name) else ():
        if binding.kind != "parameter" or binding.scope in project.sites:
            continue
        for site in callers(binding.scope, module, project).sites:
            seen = project.seen_from(binding.scope, site)
            found += (e for e in endpoints(readings(url, module, seen), [], method, rules) if e.proof == "proved")
    return tuple(found)


def _last(url: Expression) -> Expression:
    """What a text ends in."""
    match url:
        case Joined(right=right):
            return _last(right)
        case Text(pieces=(*_, Expression() as last)):
            return _last(last)
    return url


def _server(request: Request) -> bytes | Span:
    """How a request says which server it asks: its URL before the path, or the client that knows it; itself if not."""
    data, url, callee = request.module.source.data, request.url.value.span, request.call.callee
    before, path, _ = data[url.start : url.end].partition(request.endpoints[0].operation.old.path.encode())
    if not path:
        return url
    if before.strip(b"fF\"'`") or not isinstance(callee, Member):
        return before
    return data[callee.object.span.start : callee.object.span.end]


def _may_send(module: Module, rules: RuleSet) -> bool:
    """Whether a file spells one of the paths, or names a library that requests are made with."""
    data = module.source.data
    return any(text.encode() in data for text in (*rules.evidence.paths, *module.libraries))


def _may_name(value: Expression, module: Module, project: Project, rules: RuleSet) -> bool:
    """Whether an argument may be an operation's URL, or an object that holds it: a quick look before the long one."""
    match value:
        case Mapping():
            return True
        case Constant() | Items():
            return False
        case Text() if value.value is not None:
            return not _hopeless(value) and may_name(value.value, rules)
    if module.is_definition(value):
        return False
    return any(may_name(spelled(reading), rules) for reading in readings(value, module, project))


def _prefix(written: Written, call: Call, module: Module, project: Project) -> list[Reading]:
    """The readings of what a URL is relative to."""
    base = [reading for part in written.bases() for reading in readings(part.value, module, project)]
    return base + _base(call, module, project)


def body_argument(request: Request) -> Argument | None:
    """The argument that holds the body of a request."""
    return request.body


def _likely(request: Request, project: Project) -> bool:
    """Whether a request to a server that is not named looks like one of the operation: by its body, or what is read."""
    operation = request.endpoints[0].operation
    argument = body_argument(request)
    paths = [path for path in operation.reply if path.isidentifier()]
    if paths and not operation.request:
        return any(path.encode() in request.module.source.data for path in paths)
    if operation.distinctive:
        return True
    if not operation.request or argument is None:
        return False
    value = request.home.serialised(argument.value) or argument.value
    fields = {
        entry.key.value
        for origin in origins(value, request.home, project)
        if isinstance(origin.expression, Mapping)
        for entry in origin.expression.entries
        if isinstance(entry.key, Text)
    }
    fields |= {part.name for one in edges_of(request) for part in one.parts or ()}
    return len(fields & set(operation.request)) >= 2


def edges_of(request: Request) -> list[Edge]:
    """The parameters that the body of a request is made of, and that keep their shape for callers."""
    if request.body is None:
        return []
    value, module = request.body.value, request.home
    return edges(module.serialised(value) or value, module, request.project)


def _likely_as_called(request: Request) -> bool:
    """Whether a call of the function around a request, which gives it its URL, makes it look like the operation's."""
    module, project = request.module, request.project
    for binding in module.reaching(last) if isinstance(last := _last(request.url.value), Name) else ():
        if binding.kind == "parameter" and binding.scope not in project.sites:
            for site in callers(binding.scope, module, project).sites:
                seen = as_seen(request, project.seen_from(binding.scope, site))
                if seen.body is not None and edges_of(seen) and _likely(seen, seen.project):
                    return True
    return False


def _hopeless(url: Expression) -> bool:
    """A constant that is no URL and no path: the key of ``dict.get``."""
    return isinstance(url, Text) and "/" not in (url.value or "/")


def _base(call: Call, module: Module, project: Project) -> list[Reading]:
    """The readings of the base URL of the client that a request is made with."""
    client = call.callee.object if isinstance(call.callee, Member) else call.callee
    found: list[Reading] = []
    for value in origins(client, module, project):
        if not isinstance(value.expression, Call):
            continue
        made, names = value.expression, tuple(sorted(value.module.base_names))
        if value.module.spelling(made, qualified(made.callee, value.module, project)) is not None:
            found += readings(made, value.module, project)
            continue
        first = next((argument for name in names if (argument := made.argument(name, 0)) is not None), None)
        if first is None:
            continue
        given = origins(first.value, value.module, project)
        objects = [(v.module, v.expression) for v in given if isinstance(v.expression, Mapping)]
        if not objects:
            found += readings(first.value, value.module, project)
        for there, literal in objects:
            base = entry_of([literal], names)
            found += readings(base.value, there, project) if base is not None else []
    return found
