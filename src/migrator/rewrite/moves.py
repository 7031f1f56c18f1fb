"""Files that get another path, or go away: which of them cannot, as the path is another file's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from migrator.model import Span
from migrator.scan.source import Source
from migrator.unit import Move, Problem, Unit


def taken(units: Sequence[Unit], read: Callable[[str], Source]) -> Iterator[tuple[int, Problem]]:
    """Problems of the units that rename a file to what there is already, to what another one gets too, or in two ways.

    Paths that differ in case alone are one: some file systems take them for that.
    """
    wanted = {move for unit in units for move in unit.moves}
    leaving = {move.path.casefold() for move in wanted}
    reasons: dict[Move, str] = {}
    for move in wanted:
        rivals = [other for other in wanted if move.to and other != move and other.to.casefold() == move.to.casefold()]
        torn = [other for other in wanted if other != move and other.path == move.path]
        if rivals:
            reasons[move] = f"{move.to} would be the name of {min(other.path for other in rivals)} as well"
        elif torn:
            reasons[move] = f"it would be called {torn[0].to} as well" if torn[0].to else "it would go away as well"
        elif move.to and move.to.casefold() not in leaving and _exists(move.to, read):
            reasons[move] = f"{move.to} is there already"
    for index, unit in enumerate(units):
        for move in unit.moves:
            if move in reasons:
                yield index, Problem(move.path, Span(0, 0), reasons[move], "choose another name for one of them")


def _exists(path: str, read: Callable[[str], Source]) -> bool:
    try:
        read(path)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True
