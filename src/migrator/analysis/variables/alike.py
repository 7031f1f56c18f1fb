"""Names that disagree: one is set and never read, another is read and never set, and both seem to mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.analysis.variables.graph import Disagreement, Variable

if TYPE_CHECKING:
    from migrator.rules.naming import Names


def disagreements(variables: Sequence[Variable], names: Names) -> tuple[Disagreement, ...]:
    """The pairs of a variable that nothing reads and one that nothing sets, or is set elsewhere, with one meaning."""
    unread = [one for one in variables if one.of("set") and not one.of("read") and not one.server]
    read = [one for one in variables if one.of("read")]
    found = []
    for one in unread:
        for other in read:
            meaning = _meaning(one.name, names)
            if meaning is not None and meaning == _meaning(other.name, names):
                found.append(Disagreement(one.name, other.name, f"both name the {meaning[1]}"))
    return tuple(found)


def _meaning(name: str, names: Names) -> tuple[str, str] | None:
    """What is left of a name without its ending, and what the ending stands for."""
    upper = name.upper()
    best: tuple[str, str, int] | None = None
    for meaning, endings in names.alike.items():
        for ending in endings:
            if (upper == ending or upper.endswith(f"_{ending}")) and (best is None or len(ending) > best[2]):
                best = (upper[: -len(ending)].strip("_"), meaning, len(ending))
    return best[:2] if best is not None else None
