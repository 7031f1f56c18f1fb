"""New names that are taken already: reported, never merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.renaming.sort import around
from migrator.analysis.renaming.spot import CODE
from migrator.analysis.variables.collect import written_in
from migrator.languages import language_of, references
from migrator.model import Span
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.renaming.clusters import Entity
    from migrator.analysis.renaming.spot import Known
    from migrator.scan.source import Source

HOW = "choose another name for one of them"


def taken(
    one: Entity, new: str, others: Mapping[tuple[str, str], set[str]], sources: Mapping[str, Source], known: Known
) -> Iterator[Problem]:
    """Why a thing cannot be called ``new``: what is called so already where it is used.

    ``others`` says for a file and a new name which old names get it.
    """
    first = one.spots[0] if one.spots else None
    if first is None or new == one.name:
        return
    if one.key.startswith("variable:"):
        reserved = known.rules.names.reserved
        if reserved and re.search(reserved, new):
            yield Problem(first.path, first.span, f"{new} means something to the new server", "choose another word")
        place = _anywhere(new, sources)
        if place is not None:
            yield Problem(first.path, first.span, f"{new} is there already, at {place}", HOW)
        return
    for path in dict.fromkeys(spot.path for spot in one.spots):
        rivals = others.get((path, new), set()) - {one.name}
        if rivals:
            yield Problem(path, first.span, f"{min(rivals)} would be called {new} as well", HOW)
        line = _as_identifier(new, sources[path]) if path in sources else 0
        if line:
            at = next(spot.span for spot in one.spots if spot.path == path)
            yield Problem(path, at, f"{new} is there already, at {path}:{line}", HOW)


def _anywhere(name: str, sources: Mapping[str, Source]) -> str | None:
    """Where a variable of this name is named, documents left out."""
    pattern = _whole(name)
    for path, source in sources.items():
        found = pattern.search(source.data) if name.encode() in source.data else None
        if found is not None and language_of(path) not in ("markdown", "rst", "text", "locked"):
            return f"{path}:{source.line(found.start())}"
    return None


def _as_identifier(name: str, source: Source) -> int:
    """The line at which a file has an identifier of this name, 0 if it has none."""
    if name.encode() not in source.data:
        return 0
    language = written_in(source)
    spans = [Span(*found.span()) for found in _whole(name).finditer(source.data)]
    if language not in CODE or not spans:
        return source.line(spans[0].start) if spans else 0
    held: Sequence[Span] = [
        span
        for span in spans
        for reference in references(language, source, [span])
        if reference.role in ("identifier", "import") and not around(source, language, span).module
    ]
    return source.line(held[0].start) if held else 0


def _whole(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![A-Za-z0-9_$])" + re.escape(name.encode()) + rb"(?![A-Za-z0-9_$])")
