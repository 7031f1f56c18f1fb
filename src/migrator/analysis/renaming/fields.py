"""Fields of what is sent and received: both ends in the project change together, one end alone does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.renaming.sort import A_FIELD, A_KEY
from migrator.analysis.renaming.spot import CODE
from migrator.analysis.variables.collect import written_in
from migrator.record import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from migrator.analysis.renaming.clusters import Entity
    from migrator.analysis.renaming.spot import Spot
    from migrator.scan.source import Source

RECEIVED = "nothing here gives it a value: it is received from outside"
HOW = "rename it with everybody who sends or reads it"


def both_ends(named: Mapping[str, Entity], rest: Sequence[Spot], sources: Mapping[str, Source]) -> list[Spot]:
    """Ties the fields that one program of the project sends and another receives; what is left of ``rest``.

    Python and TypeScript are two programs, so a name that both have is that of what goes between them. A field that
    only a type declares and that nothing fills comes from elsewhere, and keeps its name.
    """
    keys: dict[str, list[Spot]] = {}
    for spot in rest:
        if spot.kind == "kept" and spot.why == A_KEY:
            keys.setdefault(spot.name, []).append(spot)
    taken: set[Spot] = set()
    for key, one in named.items():
        if not key.startswith("name:") or "@" in key or not one.spots or f"variable:{one.name}" in named:
            continue
        mine = keys.get(one.name, [])
        typed = any(spot.typed for spot in one.spots)
        filled = any(spot.filled for spot in one.spots)
        sent = [spot for spot in one.spots if spot.why == A_FIELD]
        programs = {_program(sources[spot.path]) for spot in (*one.spots, *mine)}
        if programs == {"python", "typescript"} and (sent or (mine and typed)):
            one.spots[:] = [replace(spot, why="") if spot.why == A_FIELD else spot for spot in one.spots]
            one.spots += [replace(spot, kind="name", why="", how="") for spot in mine]
            taken |= set(mine)
        elif typed and (mine or not filled):
            why = RECEIVED if not mine else A_FIELD
            one.spots[:] = [replace(spot, why=spot.why or why, how=spot.how or HOW) for spot in one.spots]
    return [spot for spot in rest if spot not in taken]


def _program(source: Source) -> str:
    """What a file is a part of: a program in Python, one in TypeScript, or its path where it is no code."""
    language = written_in(source)
    if language not in CODE:
        return source.path
    return "python" if language in ("python", "notebook") else "typescript"
