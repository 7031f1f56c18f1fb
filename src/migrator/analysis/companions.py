"""Calls that only ask after a server, whether it is there and what it serves: they stay where all calls that use it do.

A check that moves by itself would say that all is well with a server which the program does not talk to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.variables.scopes import homes, scope
from migrator.record import replace

if TYPE_CHECKING:
    from migrator.rules.load import RuleSet
    from migrator.unit import Unit


def accompanying(calls: Sequence[Unit], files: Iterable[str], rules: RuleSet) -> list[Unit]:
    """The units of ``calls``, each with the application whose server it uses or asks after.

    Args:
        calls: the units of the calls and clients of a code base.
        files: all its paths.
        rules: what the operations are.
    """
    home = scope(None, homes(files))
    found = []
    for unit in calls:
        operation = rules.operations.get(unit.rule)
        if operation is None:
            found.append(replace(unit, uses=home(unit.path)))
        elif operation.new is None:
            found.append(unit)
        else:
            found.append(replace(unit, **{"uses" if operation.request else "asks": home(unit.path)}))
    return found
