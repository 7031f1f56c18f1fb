"""The one object that a function of a client library takes, with the fields of the request in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.modes import gained, mode
from migrator.analysis.request.bodies import Converter
from migrator.analysis.request.casts import assertion, sent
from migrator.analysis.request.payloads import Payload

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.request.slots import Draft
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.rules.packages import Package
    from migrator.syntax import Call, Module, Slot


def sent_object(
    call: Call,
    function: str,
    operation: Operation,
    package: Package,
    calls: frozenset[int],
    module: Module,
    project: Project,
    rules: RuleSet,
    draft: Draft,
) -> tuple[list[Slot], Converter]:
    """Converts the object of a call, wherever it is built; gives its fields, and what has converted them.

    Where types are checked, fields that the new library does not declare are unpacked into it, and types that were
    wider are asserted. ``calls`` are the ids of the nodes of all calls of the library in the file.
    """
    rule, hidden = operation.operation, frozenset(package.extra_body) if module.typed else frozenset()
    asserting = assertion(package, module, project, draft)
    converter = Converter(
        module, project, rules, rule, draft, hidden, gathering=True, encoded=False, asserting=asserting
    )
    if not call.arguments:
        converter.complete([], operation.required, call.span)
        return [], converter
    if len(call.arguments) > 1 or call.arguments[0].spread:
        converter.problem(call.span, "its arguments are not written out", "give it one object")
        return [], converter
    payload = Payload(converter, operation.request, calls, calls)
    payload.convert(call.arguments[0].value)
    if not draft.problems:
        converter.complete(payload.slots, operation.required, call.span)
        draft.edits += gained(payload.slots, "", dict(operation.adds), converter)
        flags = [slot for slot in payload.slots if slot.name == operation.streams]
        streamed = mode(flags, converter, null="whole") == "streamed"
        draft.edits += sent(call.arguments[0], function, streamed, package, module, draft)
    return payload.slots, converter
