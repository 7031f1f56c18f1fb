"""Who leads to a route by something else than its whole path: a part of it, or pieces that are put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.renaming.hindering import PROSE, SPOKEN
from migrator.analysis.renaming.spot import CODE
from migrator.analysis.variables.collect import written_in
from migrator.languages.place import line_around, text, word_around

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from migrator.analysis.renaming.spot import Known, Spot
    from migrator.scan.source import Source

Parts = tuple[str, ...]
SHOWN = frozenset(range(33, 127)) - frozenset(b"\"'`,;<>=")
PUT = re.compile(
    rb"(?P<whole>[^\s\"'`]*/\$?\{[^{}\n]*\}[^\s\"'`]*)"
    rb"|[\"'`](?P<before>[^\s\"'`]*/)[\"'`][ \t]*\+[ \t]*[\w.$()\[\]]+(?:[ \t]*\+[ \t]*[\"'`](?P<after>[^\s\"'`]*))?"
)
"""A path with something unknown in it."""
FOREIGN = re.compile(r"://(?!localhost|127\.|0\.0\.0\.0|[\w-]+(?:[:/]|$)|[{$])")


def leads(spot: Spot, paths: Collection[Parts], source: Source, known: Known) -> bool:
    """Whether a place that would keep the old word may lead to one of the paths, or to all that begin as they do.

    It has a part of one in common around the word, as ``/api/name``, ``name/status`` and ``/api/(name|other)/`` have,
    or lists the parts. Documents only show a path.
    """
    history = known.rules.names.history
    dated = history and re.search(history, spot.path, re.IGNORECASE)
    if spot.kind != "kept" or dated or spot.rule in SPOKEN or written_in(source) in PROSE:
        return False
    said = text(source.data, word_around(source.data, spot.span, SHOWN))
    parts = [re.split(r"[|()]", one.strip("^$")) for one in re.sub(r"^.*?://[^/]*", "", said).strip("/").split("/")]
    line = text(source.data, line_around(source.data, spot.span.start))
    for path in paths:
        for at, word in enumerate(path):
            if spot.name not in word or not spot.name:
                continue
            for mine, part in enumerate(parts):
                if word in part and _agrees(parts, path, mine - at, alone=said.startswith("/") and not at):
                    return True
            if all(re.search(rf"[\"']/?{re.escape(one)}[\"']", line) for one in path if one != "*"):
                return True
    return False


def _agrees(parts: list[list[str]], path: Parts, shift: int, *, alone: bool) -> bool:
    """Whether the parts are those of the path as far as both go, one beside the word at least; or just its start."""
    pairs = [(parts[at + shift], part) for at, part in enumerate(path) if 0 <= at + shift < len(parts)]
    same = [part in mine or part == "*" or not "".join(mine) for mine, part in pairs]
    return all(same) and (sum(part in mine for mine, part in pairs) > 1 or (alone and len(parts) == 1))


def foreign(spot: Spot, source: Source) -> bool:
    """Whether code asks a path at an address that leads out of the project."""
    said = text(source.data, word_around(source.data, spot.span, SHOWN))
    return written_in(source) in CODE and FOREIGN.search(said) is not None


def put_together(sources: Mapping[str, Source]) -> Iterator[str]:
    """Every path with something unknown in it, that as ``{}``."""
    for source in sources.values():
        if written_in(source) in CODE:
            for found in PUT.finditer(source.data):
                whole = found["whole"] or (found["before"] + b"{}" + (found["after"] or b""))
                yield whole.decode("utf-8", "replace")


def made(path: Parts, word: re.Pattern[str], composed: Collection[Parts]) -> bool:
    """Whether a path may be one that is put together, with the word where it is not known."""
    for at, part in enumerate(path):
        for other in composed if word.search(part) else ():
            mine = len(other) - (len(path) - at)
            if not (0 <= mine < len(other) and other[mine] == "*"):
                continue
            pairs = list(zip(reversed(path), reversed(other), strict=False))
            agree = all(one == its or "*" in (one, its) for one, its in pairs)
            if agree and any(one == its != "*" for one, its in pairs):
                return True
    return False
