"""What becomes of the names that a file takes from a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.model import Edit
from migrator.record import field, record
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.syntax import Call


@record(frozen=False, slots=False)
class Naming:
    """The edits of a file's names. ``default`` is the variable that stands for the package's own functions.

    ``aborts`` are the calls that stop all streams of its client, ``caught`` the places that ask whether an error came
    of that.
    """

    default: str
    edits: list[Edit] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    aborts: list[Call] = field(default_factory=list)
    caught: list[Node] = field(default_factory=list)
