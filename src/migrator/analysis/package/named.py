"""What becomes of the names that a file takes from a package."""

from __future__ import annotations

from migrator.model import Edit
from migrator.record import field, record
from migrator.unit import Import, Problem


@record(frozen=False, slots=False)
class Naming:
    """The edits of a file's names. ``default`` is the variable that stands for the package's own functions."""

    default: str
    edits: list[Edit] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
