"""Calls that do nothing but load a model: the new server serves what it was started with, which can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.request.bodies import Converter
from migrator.analysis.request.loading import unloads
from migrator.analysis.request.slots import Draft, of_arguments, of_entries
from migrator.analysis.snippets import available
from migrator.model import Keep
from migrator.syntax import Awaited, Mapping, Member

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.package.calls import PackageCall
    from migrator.rules.load import RuleSet
    from migrator.syntax import Parts, Slot

WAITED = "async_"
"""How the name of the function begins that is waited for."""


def loading(called: PackageCall, default: str, project: Project, rules: RuleSet) -> Draft | None:
    """The edits that check a model instead of loading it, if that is all that a call does.

    Args:
        called: the call.
        default: the name of the client that stands for the package's own functions.
    """
    module, operation, call = called.module, called.operation, called.call
    if not operation.snippet or module.bodies is None or call.callee.node.parent != call.node:
        return None
    slots = _slots(called)
    model = next((slot for slot in slots or () if slot.name == "model"), None)
    use = module.use(call.node)
    waited = isinstance(module.lower(use.node), Awaited) if use.kind == "flows" else False
    if slots is None or model is None or (module.use(use.node) if waited else use).kind != "discarded":
        return None
    draft = Draft()
    converter = Converter(module, project, rules, operation.operation, draft)
    if not _only_loads(slots, called, converter):
        return None
    client: Parts = (default,)
    if called.client and isinstance(call.callee, Member):
        client = (Keep(call.callee.object.span),)
    draft.problems.clear()
    draft.reviews.clear()
    alone = called.package.by_object  # its functions all give promises: there is one function for both
    function = f"{WAITED}{operation.snippet}" if waited and not alone else operation.snippet
    if not available(function, module, project, rules):
        return None
    parts = converter.through(function, (*client, ", ", Keep(model.value.span)), call.span)
    draft.edits.append(module.edit(call.span, parts, operation.operation))
    if not operation.review:
        draft.review("a model cannot be loaded while the server runs: instead it is checked that the server serves it")
    return draft


def _slots(called: PackageCall) -> list[Slot] | None:
    """What a call is given; ``None`` if that is not written out."""
    given = called.call.arguments
    if not called.package.by_object:
        return of_arguments(given, called.package.positional.get(called.function, ()))
    only = given[0].value if len(given) == 1 and not given[0].spread else None
    return of_entries(only.entries) if isinstance(only, Mapping) else None


def _only_loads(slots: list[Slot], called: PackageCall, converter: Converter) -> bool:
    """Whether a call with these arguments asks for nothing but that the model is there."""
    operation, project, module = called.operation, converter.project, converter.module
    if unloads(slots, module, project):
        return False
    asked = [converter.decide(slot, operation.request) for slot in slots]
    if operation.new is None:
        return all(decision is not None for decision in asked)
    return converter.draft.gone or bool(operation.required.keys() - {slot.name for slot in slots})
