"""Calls through the old server's client library, and what a whole file needs to move to the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.package.aborts import stopped
from migrator.analysis.package.calls import PackageCall, package_calls
from migrator.analysis.package.clients import Construction, construction
from migrator.analysis.package.fitting import fitted
from migrator.analysis.package.handed import followed, homes
from migrator.analysis.package.loading import loading
from migrator.analysis.package.made_models import made_model
from migrator.analysis.package.named import Naming
from migrator.analysis.package.naming import naming
from migrator.analysis.package.raised import taken_in
from migrator.analysis.package.sent_object import sent_object
from migrator.analysis.reply.modes import gained, mode
from migrator.analysis.reply.replies import Follower
from migrator.analysis.reply.streams import Stream
from migrator.analysis.reply.timing import measure, timed
from migrator.analysis.reply.trace import Trace
from migrator.analysis.request.bodies import Converter
from migrator.analysis.request.carried import carry
from migrator.analysis.request.constructed import literals
from migrator.analysis.request.payloads import Payload
from migrator.analysis.request.slots import SPREAD, Draft, of_arguments
from migrator.model import Edit, Span
from migrator.record import replace
from migrator.syntax import Member, Slot
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.rules.load import RuleSet
    from migrator.syntax import Module


def constructions(module: Module, project: Project, rules: RuleSet) -> list[Construction]:
    """The places of a file where a client of the library is made, with all that is done with it."""
    note = f"{module.source.path}: clients"
    known = project.notes.get(note)
    if isinstance(known, list):
        return known
    found: list[Construction] = []
    for package in rules.packages:
        if package.language != module.family:
            continue
        for call in module.calls(module.locally(package.package, frozenset(package.clients))):
            for name in qualified(call.callee, module, project):
                client = name.removeprefix(f"{package.package}.")
                if name != client and client in package.clients:
                    made = construction(call, module, project, fitted(package, module, project, rules), client, rules)
                    found.append(followed(made, module, project, package))
    project.notes[note] = found
    return found


def _abroad(called: PackageCall, project: Project, rules: RuleSet) -> tuple[list[Naming], list[Construction]]:
    """The names and the constructions of the other files in which the client of a call is made."""
    if not called.client:
        return [], []
    names, made = [], []
    for other in project.mentioning(called.package.package, family=called.module.family):
        there = constructions(other, project, rules)
        if other is not called.module and homes(called.call, called.module, there, project):
            package = fitted(called.package, other, project, rules)
            names.append(naming(other, package, package_calls(other, project, rules)))
            made += there
    return names, made


def unit(
    called: PackageCall,
    others: list[PackageCall],
    made: list[Construction],
    project: Project,
    rules: RuleSet,
    staying: frozenset[int] = frozenset(),
) -> tuple[Unit, Trace]:
    """The unit of one call, with everything of its file that moves to the new library at the same time.

    Args:
        called: the call.
        others: the calls of its file that move with it, itself among them.
        made: the clients that are made for them.
        project, rules: the code base, and what is known of the server.
        staying: what the calls and clients of the file that stay are called by, by node.
    """
    module, operation, package, call = called.module, called.operation, called.package, called.call
    draft, trace = Draft(home=module.source.path), Trace()
    here = fitted(package, module, project, rules)
    names = naming(module, here, others, staying)
    named, made_there = _abroad(called, project, rules)
    named, made = [names, *named], [*made, *made_there]
    problems = [problem for each in named for problem in each.problems]
    load = loading(called, names.default, project, rules)
    if load is not None:
        draft = load
    elif operation.new is None or not operation.method:
        problems.append(Problem(module.source.path, call.span, "the new server has no counterpart", operation.without))
    else:
        draft.edits += _callee(called, names)
        sent = frozenset(other.call.node.id for other in others)
        slots, converter = _arguments(called, sent, project, rules, draft)
        calls = frozenset(other.call.node.id for other in others if other.operation is operation)
        home, rule = module.source.path, operation.operation
        plain = package.by_object  # where there are no keywords, replies are plain data as well
        follower = Follower(module, project, rule, operation.reply, None, plain, calls, trace, assured=True, home=home)
        follower = replace(follower, declared=module.typed, sent=draft.names, never=operation.never)
        flags = [slot for slot in slots if slot.name == operation.streams]
        said = mode(flags, converter, null="whole")
        if said in ("streamed", "unknown"):
            stream = Stream(operation, rules, aborting=package.aborts.get("method", ""), lazy=package.lazy)
            stream.parts(follower, call.node, either=said == "unknown")
            if said == "unknown" and stream.asks():
                why = "whether the reply is streamed is decided while the program runs, and counts are read from it"
                how = f"make a call for each case, with `{operation.streams}` said in it"
                converter.problem(flags[0].span, why, how)
            draft.edits += gained(slots, operation.streams, stream.asks(), converter)
            draft.problems += stream.uneven()
            taken_in(called, stream, names, draft, trace)
            _failures(called, stream, draft)
            stopped(called, names, made, stream.aborted, project, rules, draft)
            if said == "unknown" and any(edit.rule in package.aborts.values() for edit in draft.edits):
                why = "whether the reply is streamed is decided while the program runs, and the stream is stopped"
                how = f"make a call for each case, with `{operation.streams}` said in it"
                converter.problem(flags[0].span, why, how)
        else:
            follower.part(call.node, call.node, (), ())
            besides = [other.call.node for other in others if other.call is not call and timed(other.operation)]
            measure([call.node], besides, module, operation.operation, trace)
            stopped(called, names, made, None, project, rules, draft)
    imports = (
        *(one for each in named for one in each.imports),
        *draft.imports,
        *trace.imports,
        *(one for each in made for one in each.imports),
    )
    edits = (
        *(edit for each in named for edit in each.edits),
        *draft.edits,
        *trace.edits,
        *(edit for each in made for edit in each.edits),
    )
    problems += [
        *draft.problems,
        *draft.standing(),
        *trace.problems,
        *(problem for each in made for problem in each.problems),
    ]
    reviews = [
        *(() if called.client else here.reviews),
        operation.review,
        *draft.reviews,
        *trace.reviews,
        *(text for each in made for text in each.reviews),
    ]
    return (
        Unit(
            module.source.path,
            call.span,
            operation.operation,
            tuple(dict.fromkeys(edits)),
            tuple(dict.fromkeys(imports)),
            tuple(problems),
            tuple(dict.fromkeys(text for text in reviews if text)),
            group=f"{module.source.path}:{package.package}",
            files=tuple(dict.fromkeys((*draft.files, *trace.files))),
            reads=() if _addressed(called, made) else tuple(rules.names.packages.get(package.package, ())),
        ),
        trace,
    )


def _addressed(called: PackageCall, made: list[Construction]) -> bool:
    """Whether the client that a call is made on was told where its server is."""
    hosts = {name for name, rule in called.package.arguments.items() if not isinstance(rule, str) and "suffix" in rule}
    here = (called.module.source.path, called.call.node.id)
    return any(here in one.calls and hosts & one.given for one in made)


def _failures(called: PackageCall, stream: Stream, draft: Draft) -> None:
    """Notes what the handlers around a stream do not catch any more."""
    module, package = called.module, called.package
    loops = (loop for where, _, loop in stream.caught if where is module)
    for handler in (one for node in (called.call.node, *loops) for one in module.handlers(node)):
        for name, exception in package.exceptions.items():
            if module.names_exception(handler, f"{package.package}.{name}"):
                draft.review(str(exception.get("stream", "")))


def _callee(called: PackageCall, names: Naming) -> list[Edit]:
    callee, method = called.call.callee, called.operation.method
    if not called.client:
        return [called.module.edit(callee.span, (f"{names.default}.{method}",), called.operation.operation)]
    if not isinstance(callee, Member):
        return []  # a method under another name: a problem of the client
    tail = Span(callee.object.span.end, callee.span.end)
    return [called.module.edit(tail, (f".{method}",), called.operation.operation)]


def _arguments(
    called: PackageCall, sent: frozenset[int], project: Project, rules: RuleSet, draft: Draft
) -> tuple[list[Slot], Converter]:
    """Converts the arguments of a call; gives them as they were, and what has converted them."""
    module, operation, package, call = called.module, called.operation, called.package, called.call
    if package.by_object:
        return sent_object(call, called.function, operation, package, sent, module, project, rules, draft)
    hidden = frozenset(package.extra_body)
    converter = Converter(module, project, rules, operation.operation, draft, hidden, encoded=False)
    slots = of_arguments(call.arguments, package.positional.get(called.function, ()), spreads=True)
    if slots is None:
        converter.problem(call.span, "its arguments are unpacked", "write them out")
        return [], converter
    literals(converter, package, sent)
    if module.bare(call):
        converter.problem(call.span, "an event loop hands a function no keywords", "call it in a `lambda`")
    converter.convert(slots, operation.request)
    payload = Payload(replace(converter, gathering=True), operation.request, sent, sent)
    for slot in [slot for slot in slots if slot.name == SPREAD]:
        slots += payload.unpacked(slot, payload.lists(slots))
    converter.complete(slots, operation.required, call.span)
    made = [made_model(slot, called, project, rules) for slot in slots if slot.name == "model"]
    draft.problems += [one for one in made if one is not None]
    carry(converter, sent)
    converter.bagged(call.span)
    draft.edits += gained(slots, "", dict(operation.adds), converter)
    return slots, converter
