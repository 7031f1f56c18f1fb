"""Scripts of a ``package.json``: one is renamed with everything that runs it by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.renaming.words import LETTERS, renamed
from migrator.languages import references
from migrator.languages.place import text, word_around
from migrator.model import Edit, Span
from migrator.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from migrator.analysis.renaming.spot import Known, Spot
    from migrator.scan.source import Source

NAMED = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:.-")
RUNS = re.compile(
    rb"\b(?:(?:npm|pnpm|yarn|bun)[ \t]+(?:run(?:-script)?[ \t]+)?(?:-\S+[ \t]+)*|(?:run-[sp]|npm-run-all)[ \t][^\n]*)$"
)


def scripts(rest: Sequence[Spot], sources: Mapping[str, Source], known: Known) -> tuple[list[Unit], list[Spot]]:
    """The units of the scripts whose name is a word of more than one part, and the places that are none's.

    One that anything else has the name of keeps it.
    """
    units: list[Unit] = []
    taken: set[tuple[str, Span]] = set()
    names = known.rules.names
    for spot in rest:
        name = _script(spot, sources[spot.path])
        if not name or (spot.path, spot.span) in taken:
            continue
        new, places = renamed(name, names), list(_places(name, sources))
        free = not any(new.encode() in source.data for source in sources.values())
        if (
            not free
            or _otherwise(name, len(places), sources)
            or not all(_runs(path, span, sources) for path, span in places)
        ):
            continue
        hits = [one for one in rest if any(path == one.path and _in(one.span, span) for path, span in places)]
        edits = []
        for one in hits:
            token = word_around(sources[one.path].data, one.span, LETTERS)
            edits.append(Edit(one.path, token, (renamed(text(sources[one.path].data, token), names),), one.rule))
        review = f"the script {name} is called {new}: holds if nothing outside of the project runs it"
        units.append(Unit(spot.path, spot.span, spot.rule, tuple(dict.fromkeys(edits)), reviews=(review,)))
        taken |= {(one.path, one.span) for one in hits}
    return units, [spot for spot in rest if (spot.path, spot.span) not in taken]


def _script(spot: Spot, source: Source) -> str:
    """The name of the script that is declared at a place; empty where none is."""
    if spot.kind != "kept" or spot.path.rpartition("/")[2] != "package.json":
        return ""
    name = text(source.data, word_around(source.data, spot.span, NAMED))
    for one in references("json", source, [spot.span]):
        if one.role == "key" and one.name == f"scripts.{name}" and not name.isalnum():
            return name
    return ""


def _places(name: str, sources: Mapping[str, Source]) -> Iterator[tuple[str, Span]]:
    """Every place where the whole name stands."""
    whole = re.compile(rb"(?<![\w:.-])" + re.escape(name.encode()) + rb"(?![\w:-])")
    for path, source in sources.items():
        for match in whole.finditer(source.data):
            yield path, Span(*match.span())


def _otherwise(name: str, known: int, sources: Mapping[str, Source]) -> bool:
    """Whether it is run in other ways: as ``npm:name`` or ``project:name``, around ``prename``, or with all like it."""
    if name.startswith(("pre", "post")):  # before or after another one
        return True
    cuts = [at for at, letter in enumerate(name) if letter == ":"]
    globs = [glob.encode() for at in cuts for glob in (f"{name[: at + 1]}*", f"*{name[at:]}")]
    found = sum(source.data.count(name.encode()) for source in sources.values())
    return found != known or any(glob in source.data for source in sources.values() for glob in globs)


def _runs(path: str, span: Span, sources: Mapping[str, Source]) -> bool:
    """Whether a place declares a script, or runs it."""
    data = sources[path].data
    declares = path.endswith("package.json") and re.match(rb"\"\s*:", data[span.end : span.end + 20]) is not None
    return declares or RUNS.search(data, data.rfind(b"\n", 0, span.start) + 1, span.start) is not None


def _in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
