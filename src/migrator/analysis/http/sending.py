"""How the body of a request becomes text, whether its headers say what it is, and where its response comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import elsewhere, touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.reply.looks import displayed
from migrator.model import Keep, Span
from migrator.syntax import Call, Expression, Mapping, Member, Name, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.analysis.http.requests import Request
    from migrator.analysis.request.bodies import Converter
    from migrator.model import Edit
    from migrator.syntax import Argument, Binding, Module

HEADER = "Content-Type"
OWN = "give each request its own body"


def ids(call: Expression) -> Iterator[int]:
    """The ids of the nodes of a call and of the calls it is made on: ``f(x).g()``."""
    while isinstance(call, Call):
        yield call.node.id
        call = call.callee.object if isinstance(call.callee, Member) else call.callee


def unserialised(
    request: Request, argument: Argument, content_type: str, converter: Converter, sent: frozenset[int] = frozenset()
) -> tuple[Expression, frozenset[int]] | None:
    """The value that is sent as JSON text, and the nodes of the calls that make the text.

    The new server wants to be told that it is JSON: by a header that is there, by the library, or by one that is added.
    ``None``, with a problem, if the text does not come from here, or goes elsewhere than into the calls ``sent``.
    """
    module, value = request.home, argument.value
    inner, inline = module.serialised(value), True
    if inner is None and isinstance(value, Name):
        bindings = module.reaching(value)
        sole = len(bindings) == 1 and bindings[0].kind == "assigned" and not bindings[0].path
        if sole and bindings[0].value is not None:
            if _kept(bindings[0], argument, converter, sent):
                return None
            value, inline = module.lower(bindings[0].value), False
            inner = module.serialised(value)
    if inner is None:
        converter.problem(argument.span, "the body is not sent as JSON here", "make the JSON text in this function")
        return None
    typed = _typed(request)
    if typed is not True and inline and "json" in request.shape.body:
        mark = module.quote(argument.value.node)
        parts = module.field(_style(request), "json", (Keep(inner.span),), mark)
        converter.draft.edits.append(module.edit(argument.span, parts, converter.rule))
    elif typed is not True:
        added = _added(request, argument, content_type, converter) if typed is False else None
        if added is None:
            why, how = "its headers may not say that it is JSON", f'add "{HEADER}": "{content_type}" to its headers'
            converter.problem(argument.span, why, how)
        else:
            converter.draft.edits.append(added)
    return inner, frozenset(ids(value))


def _kept(binding: Binding, argument: Argument, converter: Converter, sent: frozenset[int]) -> bool:
    """Notes where a text that is sent is read for more than to send it, or to show it to somebody, if it is."""
    module = converter.module
    for name in module.uses(binding):
        if not (argument.span.start <= name.span.start < argument.span.end or displayed(name.node, module, text=True)):
            use = module.use(name.node)
            if use.kind != "argument" or use.node.id not in sent:
                converter.problem(name.span, f"`{binding.name}` is used elsewhere too", OWN)
                return True
    for read, there in elsewhere(binding, module, converter.project):
        where = Span(read.start_byte, read.end_byte)
        converter.inside(there).problem(where, f"`{binding.name}` is used elsewhere too", OWN)
        return True
    return False


def responses(request: Request, converter: Converter) -> Iterator[Node]:
    """The expressions that give the response of a request: the call itself, or those that send what it describes."""
    senders = request.shape.sent_by
    if request.shape.heard:
        return
    if request.shape.received_by:
        taken = _taken(request)
        if taken is None:
            why = "it cannot be told where its response is taken"
            converter.problem(request.call.span, why, "take it from the connection right after the request")
        else:
            yield taken.node
        return
    if not senders:
        yield request.call.node
        return
    for touch in touches(request.call.node, request.module, request.project):
        call = touch.module.lower(touch.use.node) if touch.use.kind == "argument" else None
        names = qualified(call.callee, touch.module, request.project) if isinstance(call, Call) else frozenset()
        if names & senders and touch.use.argument == 0 and touch.module is request.module:
            yield touch.use.node
        elif touch.lost and touch.use.kind not in ("formatted", "discarded"):
            span = touch.module.lower(touch.node).span
            converter.inside(touch.module).problem(span, "the request goes where it is not followed", "send it here")


def _taken(request: Request) -> Call | None:
    """The call that takes the response of a request from its connection: the next one that is done with this."""
    module, mine = request.module, request.call
    wanted = request.shape.received_by
    last = {*wanted, mine.callee.key} if isinstance(mine.callee, Member) else wanted
    scope = module.scope(mine.span.start)
    for call in module.calls(frozenset(map(str, last))):
        if call.span.start > mine.span.start and module.scope(call.span.start) is scope and _same(call, mine, module):
            return call if isinstance(call.callee, Member) and call.callee.key in wanted else None
    return None


def _same(one: Call, other: Call, module: Module) -> bool:
    """Whether two calls are made on one object."""
    if not isinstance(one.callee, Member) or not isinstance(other.callee, Member):
        return False
    mine, theirs = one.callee.object, other.callee.object
    if isinstance(mine, Name) and isinstance(theirs, Name):
        return module.reaching(mine) == module.reaching(theirs)
    data = module.source.data
    return data[mine.span.start : mine.span.end] == data[theirs.span.start : theirs.span.end]


def _style(request: Request) -> str:
    """How the arguments of a request are written: as such, or as entries of an object."""
    return "keyword" if request.shape.options < 0 else "entry"


def _added(request: Request, argument: Argument, content_type: str, converter: Converter) -> Edit | None:
    """The edit that adds the header: to the headers that are written in the call, or together with such."""
    module, given, mark = request.home, request.headers, request.home.quote(argument.value.node)
    if request.shape.written_by:
        return None  # it is written to the request later
    whole = request.call.span
    if given is not None and (whole.start <= given.span.start < whole.end) is not (
        whole.start <= argument.span.start < whole.end
    ):
        return None  # others may send these headers too
    if given is not None:
        if not isinstance(given.value, Mapping) or not given.value.entries:
            return None
        first = given.value.entries[0].span
        header = module.literal({HEADER: content_type}, mark, ())
        bare = "".join(str(part) for part in header)[1:-1].strip()
        return module.edit(Span(first.start, first.start), (f"{bare}{_separator(first, request)}",), converter.rule)
    if not request.shape.headers:
        return None
    headers = module.field(_style(request), "headers", module.literal({HEADER: content_type}, mark, ()), mark)
    start, end = argument.span.start, argument.span.end
    if _style(request) == "keyword":
        return module.edit(Span(end, end), (", ", *headers), converter.rule)
    return module.edit(Span(start, start), (*headers, _separator(argument.span, request)), converter.rule)


def _separator(first: Span, request: Request) -> str:
    """What stands between an entry and the one that is put in front of it: a line break where it begins a line."""
    data = request.home.source.data
    before = data[data.rfind(b"\n", 0, first.start) + 1 : first.start]
    return ", " if before.strip() else f",\n{before.decode()}"


def _typed(request: Request) -> bool | None:
    """Whether the headers of a request name its content type; ``None`` if they cannot be seen."""
    argument = request.headers
    if request.shape.sent_by:
        for touch in touches(request.call.node, request.module, request.project):
            call = touch.module.lower(touch.use.node) if touch.use.kind == "called" else None
            if touch.path == "add_header" and isinstance(call, Call) and call.arguments:
                name = call.arguments[0].value
                if isinstance(name, Text) and (name.value or "").lower() == HEADER.lower():
                    return True
    if argument is None:
        return False
    found = [origin.expression for origin in origins(argument.value, request.home, request.project)]
    known = [
        {(entry.key.value or "").lower() if isinstance(entry.key, Text) else None for entry in each.entries}
        for each in found
        if isinstance(each, Mapping)
    ]
    if known and all(HEADER.lower() in names for names in known):
        return True
    return False if len(known) == len(found) == 1 and None not in known[0] else None
