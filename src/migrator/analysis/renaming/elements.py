"""Ids of elements on a page, and the labels that belong to them, where nothing else names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.renaming.composed import met
from migrator.analysis.renaming.words import LETTERS, renamed
from migrator.analysis.variables.collect import written_in
from migrator.languages import references
from migrator.languages.place import text, word_around
from migrator.model import Edit
from migrator.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from migrator.analysis.renaming.composed import Composed
    from migrator.analysis.renaming.spot import Known, Spot
    from migrator.model import Span
    from migrator.scan.source import Source

ALIKE = re.compile(rb"\[(?:id|for)[\^$*|~]=")
STYLED = LETTERS | {ord("-")}
IDS = re.compile(r"\.(?:id|for|htmlFor|list|aria-(?:labelledby|describedby|controls))$", re.IGNORECASE)


def elements(
    rest: Sequence[Spot], sources: Mapping[str, Source], known: Known, parts: Composed
) -> tuple[list[Unit], list[Spot]]:
    """The units of the ids that only attributes of one file name, and the places that are none's.

    A style, a script or a test that has the same name anywhere may look for the element: then it keeps it. So may what
    puts such a name together, or looks for all that begin or end alike.
    """
    found: dict[tuple[str, str], list[Spot]] = {}
    for spot in rest:
        if spot.kind == "kept" and (name := _id(spot, sources[spot.path])):
            found.setdefault((spot.path, name), []).append(spot)
    units: list[Unit] = []
    taken: set[Spot] = set()
    for (path, name), spots in found.items():
        whole = re.compile(rb"(?<![\w-])" + re.escape(name.encode()) + rb"(?![\w-])")
        if sum(len(whole.findall(source.data)) for source in sources.values()) != len(spots):
            continue
        if met(spots, sources, parts) or any(ALIKE.search(source.data) for source in sources.values()):
            continue
        if any(renamed(name, known.rules.names).encode() in source.data for source in sources.values()):
            continue
        edits = []
        for spot in spots:
            token = word_around(sources[path].data, spot.span, LETTERS)
            edits.append(Edit(path, token, (renamed(text(sources[path].data, token), known.rules.names),), spot.rule))
        units.append(Unit(path, spots[0].span, spots[0].rule, tuple(edits)))
        taken |= set(spots)
    return units, [spot for spot in rest if spot not in taken]


def _id(spot: Spot, source: Source) -> str:
    """The id that a place is a part of; empty where it is none."""
    language = written_in(source)
    if language not in ("vue", "html", "typescript", "javascript"):
        return ""
    for one in references(language, source, [spot.span]):
        if one.role == "attribute" and IDS.search(one.name) and re.fullmatch(r"[\w-]+", one.value):
            return one.value
    return ""


def of_style(language: str, data: bytes, hit: Span) -> bool:
    """Whether a name stands in a selector of a style: ``#name``, ``.a-name``."""
    inside = data.rfind(b"<style", 0, hit.start) > data.rfind(b"</style", 0, hit.start)
    token = word_around(data, hit, STYLED)
    styled = language == "css" or (language in ("vue", "html") and inside)
    return styled and data[token.start - 1 : token.start] in (b"#", b".")
