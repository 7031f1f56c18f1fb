"""The unit of rewriting of one HTTP request: its path, the base of its URL, its body and what is read of its reply."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.given import given_at
from migrator.analysis.dataflow.test_files import is_test
from migrator.analysis.http.addresses import given
from migrator.analysis.http.between import between
from migrator.analysis.http.relocation import bases, elsewhere, roots, split
from migrator.analysis.http.requests import body_argument, calls_of
from migrator.analysis.http.sending import responses, unserialised
from migrator.analysis.http.sharing import strangers
from migrator.analysis.http.telling import failed, told_by
from migrator.analysis.reply.described import check, tied
from migrator.analysis.reply.modes import builder, settle
from migrator.analysis.reply.replies import Follower
from migrator.analysis.reply.responses import heard, start
from migrator.analysis.reply.streams import Stream
from migrator.analysis.reply.timing import measure, timed
from migrator.analysis.reply.trace import Trace
from migrator.analysis.request.bodies import Converter
from migrator.analysis.request.held import held
from migrator.analysis.request.loading import loaded
from migrator.analysis.request.payloads import Payload
from migrator.analysis.request.slots import Draft
from migrator.model import Edit, Keep, Span
from migrator.record import replace
from migrator.syntax import Expression, Name
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.http.requests import Request
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.rules.schema import Evidence
    from migrator.syntax import Module


DOUBLE = "a test double, or a library that is not known"
"""Why a request of a test stays as it is that is made with something unknown: most of those answer for the server."""


def unit(request: Request, others: Sequence[Request], rules: RuleSet) -> tuple[Unit, Trace]:
    """The unit of a request, and what is read of its reply. ``others`` are all requests of the same file."""
    operation, module, call = request.endpoints[0].operation, request.module, request.call
    project, place = request.project, request.site or request
    rule = operation.operation
    draft, trace = Draft(home=module.source.path), Trace()
    told = "" if request.proved else told_by(request, rules.evidence)
    blocked = list(_blocked(request, operation, told))
    others = [other for other in others if other.call is call or not _stuck(other, rules)]
    calls = frozenset(
        node
        for other in others
        if {e.operation.operation for e in other.endpoints} == {rule}
        for node in (other.call.node.id, *(site.call.node.id for site in other.project.sites.values()))
    )
    library, stream = request.shape.library, Stream(operation, rules)
    follower = Follower(
        module,
        project,
        rule,
        operation.reply,
        library,
        True,
        calls,
        trace,
        assured=library.raises,
        stream=stream,
        home=module.source.path,
        abroad=partial(calls_of, operation=operation, project=project, rules=rules),
        sent=draft.names,
        never=operation.never,
    )
    written = tuple(_path(request, operation, rules.evidence, draft))
    if not blocked:
        sent = frozenset(other.call.node.id for other in others)
        payload = _body(request, operation, calls, sent, rules, draft)
        if request.shape.heard:
            heard(follower, call)
        follower = replace(follower, outer=payload is not None and bool(payload.outer))
        heard_of = list(responses(request, Converter(module, project, rules, rule, draft)))
        for response in heard_of:
            start(follower, response)
        stream.announce(follower)
        check(follower)
        if payload is not None:
            body = request.body.value if request.body is not None else call
            settle(payload, stream, call, builder(body, module, project))
            known = [one for one in others if one.module is module and one.call is not call]
            besides = [one.call.node for one in known if any(timed(each.operation) for each in one.endpoints)]
            measure(heard_of, besides, module, rule, trace)
        if draft.gone and trace.unread and not (stream.whole or stream.streamed):
            draft = _loaded(request, operation, rules) or draft
    elif library.name and operation.new is not None:
        aside = Trace()
        start(replace(follower, trace=aside), call.node)
        draft.edits += tied(aside)  # a type that describes this reply as well as others changes with all of them
    if told:
        draft.review(f"the name `{told}` is all that tells which server this is")
    draft.review(request.assumed)
    draft.review(failed(request))
    held = sorted({name for endpoint in request.endpoints for name in endpoint.holding})
    if operation.new is not None:
        for name in held:
            draft.review(f"`{name}` holds the path as well: where it is set, it must end in {operation.new.path}")
    for server in elsewhere(request.endpoints, rules.evidence):
        draft.review(f"the server at {server} must be the new one")
    reviews = tuple(dict.fromkeys((*([operation.review] if operation.review else []), *draft.reviews, *trace.reviews)))
    address = tuple(bases(request.endpoints, rules.evidence, rule))
    shared = _shared(request, (*written, *draft.edits, *trace.edits, *address))
    problems = (*blocked, *draft.problems, *draft.standing(), *trace.problems, *shared)
    edits = (*written, *(roots(request, rules.evidence) if draft.gone else (*draft.edits, *trace.edits)), *address)
    if not draft.gone:  # who gives it its address asks the server that this call asks
        address = tuple(dict.fromkeys((*address, *given(request.url.value, module, request.project, rules, rule))))
        edits = (*edits, *address)
    lent = address if operation.distinctive or draft.gone else ()
    imports = tuple(dict.fromkeys((*draft.imports, *trace.imports)))
    group = min((f"${name}" for endpoint in request.endpoints for name in endpoint.asked), default="")
    path, span = place.module.source.path, place.call.span
    goes = operation.new is None or draft.gone
    if operation.new is None:
        edits, lent, group = tuple(roots(request, rules.evidence)), (), ""
    made = tuple(dict.fromkeys((*draft.files, *trace.files)))
    edits = tuple(dict.fromkeys(edits))
    found = Unit(path, span, rule, edits, imports, problems, reviews, group, files=made, lent=lent, goes=goes)
    return replace(found, unproved=not (request.proved or told)), trace


def _stuck(request: Request, rules: RuleSet) -> bool:
    """Whether a request stays as it is whatever it sends, so that it goes on sending it, and gets what it got."""
    told = "" if request.proved else told_by(request, rules.evidence)
    return any(True for _ in _blocked(request, request.endpoints[0].operation, told))


def _blocked(request: Request, operation: Operation, told: str) -> Iterator[Problem]:
    path, span = request.module.source.path, request.call.span
    library = request.shape.library
    if operation.new is None:
        yield Problem(path, span, "the new server has no counterpart", operation.without)
        return
    if len({endpoint.operation.operation for endpoint in request.endpoints}) > 1:
        yield Problem(
            path,
            request.url.span,
            "which operation this is depends on the caller",
            "rewrite the function together with its callers",
        )
    if request.doubt:
        yield Problem(path, request.url.span, "what it asks depends on its callers", request.doubt)
    if not request.proved and not told:
        yield Problem(
            path,
            request.url.span,
            "its path is one of the old server's, and nothing here tells whether the server is",
            "start its URL with a setting or a constant that names the server; else say so with a suppression",
        )
    if not library.name:
        doubles = is_test(path)  # most of those answer in the place of the server
        why = DOUBLE if doubles else "the library behind this call is not known"
        how = f"give a test double the path {operation.new.path} and a reply of that shape" if doubles else ""
        yield Problem(path, request.call.callee.span, why, how or "annotate the object the call is made on")
    elif not (library.body or library.raw or library.parsed or library.flowing or library.content):
        yield Problem(
            path,
            request.call.callee.span,
            f"requests made with {library.name} are not rewritten",
            "rewrite it by hand, or move it to an HTTP client",
        )
    yield from between(request)
    if request.method != operation.old.method:
        yield Problem(
            path,
            request.call.span,
            f"{request.method or 'an unknown method'} instead of {operation.old.method}",
            f"use {operation.new.method} {operation.new.path}" if operation.new else "",
        )


def _shared(request: Request, edits: Sequence[Edit]) -> Iterator[Problem]:
    """A problem for each function that would change, and is called for something else too."""
    for module, scope in request.common:
        changed = next((edit for edit in edits if _changes(edit, module.source.path, scope.span)), None)
        if changed is not None:
            why = f"`{module.called(scope)[0]}` is called for something else too"
            yield Problem(changed.path, changed.span, why, "give each its own function, and run again")


def _changes(edit: Edit, path: str, span: Span) -> bool:
    within = edit.path == path and span.start <= edit.span.start and edit.span.end <= span.end
    return within and edit.parts != (Keep(edit.span),)


def _path(request: Request, operation: Operation, evidence: Evidence, draft: Draft) -> Iterator[Edit]:
    """The edits of the path, wherever its literals are written."""
    if operation.new is None:
        return
    module, rule, new = request.module, operation.operation, operation.new.path
    if operation.old.path == "/":
        parts = module.appended(request.url.value, new)
        if parts is None:
            draft.problems.append(
                Problem(module.source.path, request.url.span, "the URL cannot be extended in place", f"append {new}")
            )
        else:
            yield module.edit(request.url.value.span, parts, rule)
        return
    for endpoint in request.endpoints:
        pieces = split(endpoint, new, evidence)
        if pieces is None:
            draft.problems.append(
                Problem(
                    module.source.path,
                    request.url.span,
                    "its path is put together of several texts",
                    f"write {new} in one piece",
                )
            )
            return
        for place, text in pieces:
            draft.problems += strangers(place, request.project)
            yield place.module.edit(place.span, (text,), rule)


def _body(
    request: Request, operation: Operation, calls: frozenset[int], sent: frozenset[int], rules: RuleSet, draft: Draft
) -> Payload | None:
    """The body of a request, converted; ``None`` if it has none that can be followed."""
    if not operation.request:
        return None
    module, project = request.home, request.project
    converter = Converter(module, project, rules, operation.operation, draft)
    argument = body_argument(request)
    if argument is None:
        converter.problem(
            request.call.span, "its body is not visible here", "write the body as an argument of the call"
        )
        return None
    value = argument.value
    if argument.name in request.shape.text or request.shape.written_by or module.serialised(value) is not None:
        found = unserialised(request, argument, rules.evidence.content_type, converter, calls)
        if found is None:
            return None
        value, made = found
        calls |= made
    payload = Payload(converter, operation.request, calls, sent)
    while (given := _given(value, payload.converter.module, project)) is not None:
        payload.types.extend(held(value, payload.converter.module))
        value, module = given
        payload = replace(payload, converter=replace(converter, module=module))
    payload.convert(value)
    if not draft.problems:
        converter.complete(payload.slots, operation.required, request.call.span)
    return payload


def _loaded(request: Request, operation: Operation, rules: RuleSet) -> Draft | None:
    """What becomes of a request that only loads its model, and whose reply nobody reads; ``None`` if it does more."""
    argument, draft = request.body, Draft(home=request.module.source.path)
    converter = Converter(request.home, request.project, rules, operation.operation, draft)
    if argument is None:
        return None
    value = argument.value
    if argument.name in request.shape.text or request.shape.written_by or request.home.serialised(value) is not None:
        found = unserialised(request, argument, rules.evidence.content_type, converter)
        if found is None:
            return None
        value = found[0]
    return draft if loaded(value, operation, converter) else None


def _given(value: Expression, module: Module, project: Project) -> tuple[Expression, Module] | None:
    """The argument that a body stands for, if it is a parameter of a function that is seen from one of its calls."""
    for binding in module.reaching(value) if isinstance(value, Name) else ():
        site = project.sites.get(binding.scope)
        if binding.kind == "parameter" and site is not None:
            argument = given_at(site, binding, module)
            if argument is not None:
                return argument, site.module
    return None
