"""Fields of what is sent and received: both ends in the project change together, one end alone does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.renaming.hindering import PROSE, SPOKEN
from migrator.analysis.renaming.sort import A_FIELD, A_KEY
from migrator.analysis.renaming.spot import CODE
from migrator.analysis.renaming.words import LETTERS
from migrator.analysis.variables.collect import written_in
from migrator.languages.place import line_around, text, word_around
from migrator.model import Span
from migrator.record import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from migrator.analysis.renaming.clusters import Entity
    from migrator.analysis.renaming.spot import Spot
    from migrator.scan.source import Source

RECEIVED = "nothing here gives it a value: it is received from outside"
HOW = "rename it with everybody who sends or reads it"
STORES = re.compile(
    rb"\bJSON\.parse\(\s*\(?(?:await )?(?:window\.)?(?:localStorage|sessionStorage|AsyncStorage)\b"
    rb"|\bpersist\(|\buseLocalStorage\b"
)
"""Code that reads back whole objects."""


def both_ends(named: Mapping[str, Entity], rest: Sequence[Spot], sources: Mapping[str, Source]) -> list[Spot]:
    """Ties the fields that one program of the project sends and another receives; what is left of ``rest``.

    Python and TypeScript are two programs, so a name that both have is that of what goes between them. A field that
    only a type declares and that nothing fills comes from elsewhere, and keeps its name.
    """
    keys: dict[str, list[Spot]] = {}
    others: dict[str, Spot] = {}
    for spot in rest:
        if spot.kind == "kept" and (spot.why == A_KEY or _sought(spot, sources[spot.path])):
            keys.setdefault(spot.name, []).append(spot)
        elif spot.kind == "kept" and spot.rule not in SPOKEN and written_in(sources[spot.path]) not in PROSE:
            others.setdefault(spot.name, spot)
    taken: set[Spot] = set()
    for key, one in named.items():
        if not key.startswith("name:") or "@" in key or not one.spots or f"variable:{one.name}" in named:
            continue
        mine = keys.get(one.name, [])
        if why := _kept(one, sources):
            one.spots[:] = [replace(spot, why=spot.why or why, how=spot.how or HOW) for spot in one.spots]
            continue
        typed = any(spot.typed for spot in one.spots)
        filled = any(spot.filled for spot in one.spots)
        sent = [spot for spot in one.spots if spot.why == A_FIELD]
        programs = {_program(sources[spot.path]) for spot in (*one.spots, *mine)}
        other = others.get(one.name)
        if other is None and programs == {"python", "typescript"} and (sent or (mine and typed)):
            one.spots[:] = [replace(spot, why="") if spot.why == A_FIELD else spot for spot in one.spots]
            one.spots += [replace(spot, kind="name", why="", how="") for spot in mine]
            taken |= set(mine)
        elif typed and (mine or not filled or (other and programs == {"python", "typescript"})):
            why = RECEIVED if not mine else A_FIELD
            one.spots[:] = [replace(spot, why=spot.why or why, how=spot.how or HOW) for spot in one.spots]
    return [spot for spot in rest if spot not in taken]


def _kept(one: Entity, sources: Mapping[str, Source]) -> str:
    """Why a name is that of somebody else's data: it is only ever unpacked, or a browser has stored it before."""
    given = any(
        spot.filled or spot.typed or (spot.declared and spot.exported and not spot.unpacked) for spot in one.spots
    )
    if not given and any(spot.unpacked for spot in one.spots):
        return RECEIVED
    held = [spot for spot in one.spots if spot.typed or spot.filled]
    if any(STORES.search(sources[spot.path].data) for spot in held):
        return "what was stored before has it under this name"
    return ""


def _sought(spot: Spot, source: Source) -> bool:
    """Whether a text of a program is the name of what is looked up in a mapping: ``data.get("name")``."""
    if written_in(source) not in CODE:
        return False
    token = word_around(source.data, spot.span, LETTERS)
    line = line_around(source.data, token.start)
    before, after = text(source.data, Span(line.start, token.start)), text(source.data, Span(token.end, line.end))
    called = re.search(r"(?:\.get|\.pop)\([\"']$", before) and re.match(r"[\"'][,)]", after)
    return bool(called or (before[-1:] in "\"'" and re.match(r"[\"'] (?:not )?in \w+(?:\W|$)", after)))


def _program(source: Source) -> str:
    """What a file is a part of: a program in Python, one in TypeScript, or its path where it is no code."""
    language = written_in(source)
    if language not in CODE:
        return source.path
    return "python" if language in ("python", "notebook") else "typescript"
