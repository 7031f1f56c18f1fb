"""Routes of the project's own: they are renamed where both who answers and who asks are in the project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.test_files import is_test
from migrator.analysis.renaming.addressed import foreign, leads, made, put_together
from migrator.analysis.renaming.holding import holding
from migrator.analysis.renaming.sort import A_ROUTE, WIDE
from migrator.analysis.renaming.spot import CODE
from migrator.analysis.renaming.words import LETTERS, pattern, renamed
from migrator.analysis.variables.collect import written_in
from migrator.languages import references
from migrator.languages.place import text, word_around
from migrator.model import Edit, Span
from migrator.record import field, record
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from migrator.analysis.renaming.clusters import Entity
    from migrator.analysis.renaming.spot import Known, Spot
    from migrator.scan.source import Source

METHODS = frozenset("get post put patch delete head options all use route api_route websocket".split())  # noqa: SIM905
ADDS = frozenset("add_api_route add_url_rule add_route mount Route WebSocketRoute re_path url".split())  # noqa: SIM905
PREFIXES = frozenset({"prefix", "url_prefix"})
MOUNTS = frozenset({"use", "mount", "register", "route"})
ROUTER = re.compile(r"(?:^|\.|\b)(?:app|server|fastify|hono|bp|\w*[rR]outers?|\w*[rR]outes?|\w*App|\w*_app)(?:\(\))?$")
FILE = re.compile(
    r"(?:^|/)(?:app/(?P<app>.+)/(?:route|page)|pages/(?P<pages>api/.+)|server/(?P<server>(?:api|routes)/.+)"
    r"|src/routes/(?P<kit>.+)/\+(?:server|page))\.[\w.]+$"
)
"""Files that answer at their own path."""
HOLE = re.compile(r"\$?\{[^}]*\}|<[^>]*>|\[[^\]]*\]|:\w+")
HOW = "keep the old path beside the new one until its callers have moved"


@record(frozen=False)
class _End:
    """One end of a route: its path in parts, the place that writes it, or the group of names that its file is in.

    What ``mounts`` answers all that begins with its path.
    """

    parts: tuple[str, ...]
    answers: bool
    mounts: bool = False
    spot: Spot | None = None
    group: str = ""
    linked: list[_End] = field(default_factory=list)


def routes(
    rest: Sequence[Spot], groups: Mapping[str, Sequence[Entity]], sources: Mapping[str, Source], known: Known
) -> tuple[list[Unit], list[Spot]]:
    """The units of the routes that have both ends in the project, and the places that are none's.

    ``groups`` are the names that change together: a file that answers at its own path is one of them, and keeps its
    name where nothing here asks it.
    """
    ends = [_end(spot, sources[spot.path]) for spot in rest if spot.kind == "kept" and spot.why == A_ROUTE]
    ends += _files(groups, known)
    word = pattern(tuple(known.rules.names.words))
    composed = {_parts(one) for one in put_together(sources)} if ends else set()
    for index, one in enumerate(ends):
        for other in ends[index + 1 :]:
            if _meet(one.parts, other.parts, word):
                one.linked.append(other)
                other.linked.append(one)
    units: list[Unit] = []
    taken: set[Spot] = set()
    for together in _components(ends):
        answering = [one for one in together if one.answers]
        asking = [one for one in together if not one.answers]
        used = [one for one in asking if one.spot is None or not is_test(one.spot.path)]
        if answering and used and all(any(_answered(one, other) for other in answering) for one in asking):
            whole = {one.parts for one in together}
            paths = {one for one in whole if len(one) > 1}
            spots = [one.spot for one in together if one.spot is not None]
            spots += [spot for spot in rest if spot not in spots and _named(spot, paths, sources)]
            beside = (spot for spot in rest if spot not in spots)
            if any(leads(spot, whole, sources[spot.path], known) for spot in beside) or any(
                made(path, word, composed) for path in whole
            ):
                spots = []
        else:
            spots = []
        if spots:
            units += _units(
                "/" + "/".join(asking[0].parts), spots, {one.group for one in together if one.group}, sources, known
            )
            taken |= set(spots)
        for one in answering if not (asking and taken.issuperset(each.spot for each in asking if each.spot)) else ():
            if one.group:
                first = next(iter(_places(groups[one.group])), None)
                path = first.path if first else min(path for held in groups[one.group] for path in held.files)
                span = first.span if first else Span(0, 0)
                why = "others may ask the path at which a file answers"
                units.append(Unit(path, span, "own-path", problems=(Problem(path, span, why, HOW),), group=one.group))
    return units, [spot for spot in rest if spot not in taken]


def _places(group: Sequence[Entity]) -> list[Spot]:
    return [spot for one in group for spot in (*one.spots, *one.mentions)]


def _end(spot: Spot, source: Source) -> _End:
    """What a place of a path is: who answers there, or who asks."""
    language = written_in(source)
    held = [one for one in references(language, source, [spot.span]) if one.span.start <= spot.span.start]
    reference = min(held, key=lambda one: one.span.end - one.span.start)
    answers = mounts = False
    if language in CODE:
        part = holding(source, language, reference.span)
        router = part.decorates or part.function or ROUTER.search(part.owner) is not None
        answers = part.first and ((part.callee in METHODS and router) or part.callee in ADDS)
        mounts = (answers and part.callee in MOUNTS) or (part.part == "given" and part.name in PREFIXES)
    return _End(_parts(reference.value), answers or mounts, mounts, spot)


def _files(groups: Mapping[str, Sequence[Entity]], known: Known) -> Iterator[_End]:
    """The files that answer at their own path, and will be called otherwise."""
    for group, entities in groups.items():
        for path in sorted(path for one in entities for path in one.files):
            found = FILE.search(path)
            inner = next((one for one in found.groups() if one), "") if found is not None else ""
            parts = [one for one in inner.split("/") if not re.fullmatch(r"\(.*\)", one)]
            if parts and pattern(tuple(known.rules.names.words)).search("/".join(parts)):
                parts[-1] = parts[-1].partition(".")[0]
                whole = parts[:-1] if parts[-1] == "index" else parts
                yield _End(_parts("/" + "/".join(whole)), True, group=group)


def _parts(path: str) -> tuple[str, ...]:
    """The parts of a path, without what it is put behind and what is asked for; what is not known is ``*``."""
    path = re.sub(r"^(?:\w+://[^/]*|\$?\{[^}]*\})", "", path).partition("?")[0].partition("#")[0]
    return tuple("*" if HOLE.search(one) else one for one in path.split("/") if one)


def _meet(one: tuple[str, ...], other: tuple[str, ...], word: re.Pattern[str]) -> bool:
    """Whether two paths may be parts of one: laid on each other at the same part with the word, they agree."""
    for mine, part in enumerate(one):
        for its, same in enumerate(other):
            if part == same and word.search(part):
                start = min(mine, its)
                if _agree(one[mine - start :], other[its - start :]):
                    return True
    return False


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(mine == its or "*" in (mine, its) for mine, its in zip(one, other, strict=False))


def _answered(asking: _End, answering: _End) -> bool:
    """Whether who asks is answered: by a path that both end in, or by one that answers all behind it."""
    short, long = sorted((asking.parts, answering.parts), key=len)
    if _agree(long[len(long) - len(short) :], short):
        return True
    size = len(answering.parts)
    inside = any(_agree(asking.parts[at : at + size], answering.parts) for at in range(len(asking.parts) - size + 1))
    tails = (answering.parts[at:] for at in range(1, size))
    return answering.mounts and (inside or any(_agree(asking.parts[: len(tail)], tail) for tail in tails))


def _components(ends: Sequence[_End]) -> Iterator[list[_End]]:
    """The ends that hang together, directly or through others."""
    seen: set[int] = set()
    for one in ends:
        todo, together = [one], []
        while todo:
            at = todo.pop()
            if id(at) not in seen:
                seen.add(id(at))
                together.append(at)
                todo += at.linked
        if together:
            yield together


def _named(spot: Spot, paths: set[tuple[str, ...]], sources: Mapping[str, Source]) -> bool:
    """Whether a text names one of the paths: a document, a message, a check of the service's health."""
    if spot.kind != "kept" or spot.why == "history says what was" or foreign(spot, sources[spot.path]):
        return False
    data = sources[spot.path].data
    said = text(data, word_around(data, spot.span, WIDE)).rstrip(".,:;!?")
    parts = _parts(re.sub(r"^[^/]*(?=/)", "", re.sub(r"^.*?\w+://[^/]*", "", said)))
    return any(parts[at : at + len(path)] == path for path in paths for at in range(len(parts)))


def _units(
    route: str, spots: Sequence[Spot], groups: set[str], sources: Mapping[str, Source], known: Known
) -> Iterator[Unit]:
    """The unit of ``route`` with all its ends, one for each group of names that goes with it."""
    edits = []
    for spot in dict.fromkeys(spots):
        token = word_around(sources[spot.path].data, spot.span, LETTERS)
        edits.append(
            Edit(spot.path, token, (renamed(text(sources[spot.path].data, token), known.rules.names),), spot.rule)
        )
    first = spots[0]
    reviews = (f"the route {route} has another path: holds if nobody outside of the project asks it",)
    for group in sorted(groups) or ("",):
        yield Unit(first.path, first.span, first.rule, tuple(edits), (), (), reviews, group)
