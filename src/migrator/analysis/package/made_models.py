"""Models that the project makes itself: a request for one carries what was put into it, which only its server knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.test_files import is_test
from migrator.analysis.package.calls import package_calls
from migrator.analysis.request.slots import of_arguments
from migrator.syntax import Text
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.package.calls import PackageCall
    from migrator.rules.load import RuleSet
    from migrator.syntax import Expression, Module, Slot

NOTE = "models that are made"
LATEST = ":latest"
UNKNOWN, IN_TESTS = "", "?"
"""Stand for a name that is not written out; for that of a model which a test makes, for itself and other tests."""


def made_model(slot: Slot, called: PackageCall, project: Project, rules: RuleSet) -> Problem | None:
    """Why a call cannot move whose argument ``slot`` names a model that the project makes; ``None`` if it does not."""
    module = called.module
    known = project.notes.get(NOTE)
    if not isinstance(known, dict):
        known = project.notes[NOTE] = _made(called, project, rules)
    names = _names(slot.value, module, project)
    for name in names:
        if name != UNKNOWN and name in known:
            why = f"`{name}` is made by the project ({known[name][0]}), with more than its name says"
            return Problem(module.source.path, slot.span, why, known[name][1])
    of_any_name = known.get(UNKNOWN) or (known.get(IN_TESTS) if is_test(module.source.path) else None)
    if of_any_name is not None and UNKNOWN in names:
        why = f"this may be the model that the project makes ({of_any_name[0]}), with more than its name says"
        return Problem(module.source.path, slot.span, why, of_any_name[1])
    return None


def _made(called: PackageCall, project: Project, rules: RuleSet) -> dict[str, tuple[str, str]]:
    """The names of the models, each with the place where it is made and what to do instead."""
    found = {}
    for other in project.mentioning(called.package.package, family=called.module.family):
        for each in package_calls(other, project, rules):
            makes = each.operation.makes
            slots = of_arguments(each.call.arguments, each.package.positional.get(each.function, ())) if makes else None
            for slot in (slot for slot in slots or () if slot.name == makes):
                place = f"{other.source.path}:{other.source.position(each.call.span.start)[0]}"
                for name in _names(slot.value, other, project):
                    tried = name == UNKNOWN and is_test(other.source.path)
                    found[IN_TESTS if tried else name] = (place, each.operation.without)
    return found


def _names(value: Expression, module: Module, project: Project) -> list[str]:
    """The names that a value may be, :data:`UNKNOWN` among them where it may be another."""
    texts = [one.expression for one in origins(value, module, project)]
    return [
        text.value.removesuffix(LATEST) if isinstance(text, Text) and text.value is not None else UNKNOWN
        for text in texts
    ]
