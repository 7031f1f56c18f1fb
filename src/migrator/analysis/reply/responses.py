"""Forwards: from what a request gives to the reply in it, or to the stream that is read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.reply.described import describe
from migrator.analysis.reply.leaving import handed, leaves, returned
from migrator.analysis.reply.looks import checks, made_by, measured, only_shown
from migrator.analysis.reply.unpacking import unpacked
from migrator.record import replace
from migrator.syntax import Call, Mapping, Member, Name, Text, Use

SEARCHED = "the text of the reply is searched: what is looked for must stand in the new one too"
HEARD = ("on", "once")
UNHEARD = "the response goes where it is not followed"
TAKEN = "take it in the call, with a function that is written there"

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.syntax import Binding


def start(follower: Follower, node: Node) -> None:
    """Follows what a request gives: a response, or the parsed reply itself."""
    if follower.library is not None and follower.library.parsed:
        whole(follower, node)
    else:
        response(follower, node)


def heard(follower: Follower, call: Call) -> None:
    """Follows the response that a function among the arguments of a call gets; without one nobody reads it."""
    module, library = follower.module, follower.library
    assert library is not None
    function = next((one.value for one in call.arguments[1:] if module.is_definition(one.value)), None)
    if function is not None:
        if module.nameless(function):
            follower.problem(function.node, UNHEARD, "give what it is called with a name")
        for binding in module.parameters(function)[:1]:
            use = Use("assigned", binding.node, function.span, bindings=(binding,))
            follower.checks.extend(checks(use, module, library))
            follower.bound(use, lambda read: response(follower, read), lambda one: _taken(follower, one))
        return
    for one in call.arguments[1:]:
        given = [value.expression for value in origins(one.value, module, follower.project)]
        if one.spread or not given or not all(isinstance(value, Mapping) for value in given):
            follower.problem(one.value.node, UNHEARD, TAKEN)
    for touch in touches(call.node, module, follower.project):
        listening = touch.module.lower(touch.use.node) if touch.path in HEARD else None
        told = listening.arguments[0].value if isinstance(listening, Call) and listening.arguments else None
        if isinstance(told, Text) and told.value == "response":
            follower.problem(touch.node, UNHEARD, TAKEN)


def response(follower: Follower, node: Node) -> None:
    """Follows a response of an HTTP library."""
    module, library = follower.module, follower.library
    use = module.use(node)
    assert library is not None
    _typed(follower, node)
    match use.kind:
        case "flows":
            follower.mixed(use, node)
            response(follower, use.node)
        case "assigned" | "entered":
            follower.checks.extend(checks(use, module, library))
            follower.bound(
                use,
                lambda read: response(follower, read),
                lambda one: _taken(follower, one),
                lambda annotation: _described(follower, annotation),
                lambda read: _looked_at(follower, read),
            )
        case "discarded" | "tested" | "compared" | "formatted":
            pass
        case "member" if use.key in library.copies and (step := module.use(use.node)).kind == "called":
            response(follower, step.node)
        case "member" if use.key in library.lines and _relayed(follower, use.node):
            pass
        case "member" if follower.stream is not None and follower.stream.lines(follower, use):
            pass
        case "member" if library.content is not None and use.key == library.inside:
            response(replace(follower, library=library.content), use.node)
        case "member" if library.flowing and use.key not in library.status | library.harmless | library.raw | {
            library.body
        }:
            _flowing(follower, node)
        case "iterated" if library.iterated and follower.stream is not None and follower.stream.itself(follower, use):
            pass
        case "iterated" | "element" if library.flowing:
            _flowing(follower, node)
        case "member" if use.key == library.body and library.given:
            if follower.stream is None or not follower.stream.flows(follower, [use.node]):
                whole(follower, use.node)
        case "member" if use.key == library.body or use.key in library.raw | library.lines:
            step = module.use(use.node)
            if use.key == library.body and step.kind == "called":
                whole(follower, step.node)
                return
            harmless = follower.table and (_searched(follower, use.node) or _parsed(follower, use.node))
            if not harmless and not only_shown(use.node, module, follower.checks):
                what = "as a stream of lines" if use.key in library.lines else "as raw text"
                how = "read it with .json(), or move it by hand" if follower.table else "look at its status instead"
                follower.problem(use.node, f"the reply is read {what}", how)
        case "member" if use.key in library.checks:
            step = module.use(use.node)
            if step.kind == "called":  # httpx gives the response back
                response(replace(follower, assured=True), step.node)
        case "member" if use.key in library.status | library.harmless:
            _looked_at(follower, node)
        case "argument" if measured(use, module, printed=follower.chunk is None) or _failed(follower, use, node):
            pass
        case "argument" if made_by(use, "readers", module, follower.project):
            whole(follower, use.node)
        case "returned" if use.scope is not None:
            returned(follower, use, node, response)
        case "argument" if handed(follower, use, node, response):
            pass
        case _:
            leaves(follower, use, node)


def _flowing(follower: Follower, node: Node) -> None:
    """Follows a response that is the stream of its own bytes."""
    if follower.stream is None or not follower.stream.flows(follower, [node], surely=True):
        follower.problem(node, "the reply is read in a way that is not followed", "gather its text, and parse that")


def _relayed(follower: Follower, node: Node) -> bool:
    return follower.stream is not None and follower.stream.relays(follower, node)


def _looked_at(follower: Follower, node: Node) -> bool:
    """Whether only what every response tells in the same way is read: its status, its headers."""
    use, library, stream = follower.module.use(node), follower.library, follower.stream
    assert library is not None
    if use.kind != "member" or use.key not in library.status | library.harmless:
        return False
    if stream is not None and use.key == "headers" and (follower.module, use.node) not in stream.headers:
        stream.headers.append((follower.module, use.node))
    return True


def _searched(follower: Follower, node: Node) -> bool:
    """Whether the text of a reply to a request without fields is only searched, for what the new one tells as well."""
    if follower.stream is None or follower.stream.operation.request:
        return False
    use = follower.module.use(node)
    if use.kind == "compared" and follower.module.searches(use.node, node):
        follower.trace.reviews += [] if SEARCHED in follower.trace.reviews else [SEARCHED]
        return True
    return False


def _failed(follower: Follower, use: Use, node: Node) -> bool:
    """Whether the response of a request that failed is put into the exception that tells of it."""
    module, call = follower.module, follower.module.lower(use.node)
    callee = call.callee if isinstance(call, Call) else None
    name = callee.name if isinstance(callee, Name) else callee.key if isinstance(callee, Member) else ""
    raised = str(name).endswith(("Error", "Exception"))
    return raised and any(module.settled(check, node, good=False) for check in follower.checks)


def _typed(follower: Follower, node: Node) -> None:
    """Rewrites the types that the code says a response has: they say what is in its body."""
    for given in follower.module.types.given(node) if follower.module.types is not None else ():
        _described(follower, given)


def _described(follower: Follower, annotation: Node) -> None:
    if follower.library is not None and follower.library.given:
        describe(follower, annotation, (), ())


def whole(follower: Follower, node: Node) -> None:
    """Follows the parsed reply; one that is parsed where the request has succeeded is no error."""
    failed = any(follower.module.settled(check, node, good=False) for check in follower.checks)
    if follower.stream is not None and not failed:  # what a failure says is no stream
        follower.stream.whole.append((follower.module, node))
    there = follower if follower.assured else replace(follower, assured=follower.succeeded(node))
    there.part(node, node, (), ())


def _taken(follower: Follower, binding: Binding) -> None:
    """Follows what a pattern takes out of a response: the parsed reply, a part of it, or what the response says."""
    module, library = follower.module, follower.library
    key = binding.path[0]
    assert library is not None
    if key in library.status | library.harmless:
        return
    if library.content is not None and binding.path == (library.inside,):
        inner = replace(follower, library=library.content)
        if inner.stream is None or not inner.stream.flows(inner, [name.node for name in module.uses(binding)]):
            for name in module.uses(binding):
                if follower.only(name, binding):
                    response(inner, name.node)
    elif binding.path in [(raw,) for raw in library.raw] and _read_as_text(follower, binding):
        pass
    elif key != library.body or not library.given:
        follower.problem(binding.node, "the response is unpacked", "assign it to one name")
    elif len(binding.path) > 1:
        unpacked(follower, binding, (), (), binding.path[:1])
    elif follower.stream is not None and follower.stream.flows(follower, [name.node for name in module.uses(binding)]):
        pass
    else:
        if follower.stream is not None:
            follower.stream.whole.append((module, binding.node))
        for name in module.uses(binding):
            if follower.only(name, binding):
                follower.part(name.node, name.node, (), ())


def _parsed(follower: Follower, node: Node) -> bool:
    """Follows raw text to where it is parsed; whether nothing else is done with it."""
    module = follower.module
    use, loops = module.use(node), module.loops
    match use.kind:
        case "flows" | "called":
            return _parsed(follower, use.node)
        case "member" if loops is not None and use.key in loops.texts:
            return _parsed(follower, use.node)
        case "argument" if made_by(use, "parsers", module, follower.project):
            whole(follower, use.node)
            return True
        case "assigned" if use.bindings and not any(binding.path for binding in use.bindings):
            on = use.onward is None or _parsed(follower, use.onward) or _shown(follower, use.onward)
            return on and all(_read_as_text(follower, binding) for binding in use.bindings)
    return False


def _shown(follower: Follower, node: Node) -> bool:
    """Whether raw text is only looked at."""
    return follower.module.use(node).kind == "tested" or only_shown(node, follower.module, follower.checks)


def _read_as_text(follower: Follower, binding: Binding) -> bool:
    """Whether a name that holds the raw text of the reply is parsed, or only shown, wherever it is read."""
    names = follower.module.uses(binding)
    return all(len(follower.module.reaching(name)) == 1 for name in names) and all(
        _parsed(follower, name.node) or only_shown(name.node, follower.module, follower.checks) for name in names
    )
