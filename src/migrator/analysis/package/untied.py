"""What a file does with a client library where no call of it is known: it stays as it is, and is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.package.naming import naming
from migrator.model import Span
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.analysis.package.clients import Construction
    from migrator.rules.load import RuleSet
    from migrator.syntax import Module

UNCALLED = "what is called on this client is not known"
UNRAISED = "nothing of the old library raises this any more once its calls have moved"
HOW = "call its methods where it can be seen which it is"


def untied(module: Module, rules: RuleSet, units: Sequence[Unit], clients: Sequence[Construction]) -> list[Unit]:
    """Clients that nothing is known to be called on; without any, what else a file without a unit takes of a library.

    Args:
        module: the file.
        units: those of its calls.
        clients: those that it makes.
    """
    path = module.source.path
    moved = {edit for unit in units if not unit.problems for edit in unit.edits}
    found = []
    for client in (one for one in clients if not one.calls and moved.isdisjoint(one.edits)):
        problems = client.problems or (Problem(path, client.call.span, UNCALLED, HOW),)
        found.append(Unit(path, client.call.span, "client", problems=problems))
    return found if units or clients else _taken(module, rules)


def _taken(module: Module, rules: RuleSet) -> list[Unit]:
    """Classes that are derived from, made elsewhere or caught here."""
    found = []
    for package in rules.packages:
        root = package.package
        taken = [one for one in module.imports() if one.module.partition(".")[0] == root and one.value is not None]
        if package.language != module.family or package.by_object or not taken:
            continue
        problems = tuple(naming(module, package, []).problems)
        caught = [
            Problem(module.source.path, Span(one.node.start_byte, one.node.end_byte), UNRAISED, "catch the new one too")
            for one in taken
            if one.imported in package.exceptions and module.uses(one)
        ]
        if problems := problems or tuple(caught):
            where = taken[0].value or taken[0].node
            span = Span(where.start_byte, where.end_byte)
            found.append(Unit(module.source.path, span, "client", problems=problems))
    return found
