"""The names of a code base as units of rewriting: everything that has a name changes with it, or nothing does."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.renaming.clusters import Entity, clusters, entities
from migrator.analysis.renaming.collisions import taken
from migrator.analysis.renaming.composed import Composed, composed, put_together
from migrator.analysis.renaming.elements import elements
from migrator.analysis.renaming.fields import both_ends
from migrator.analysis.renaming.paths import moving
from migrator.analysis.renaming.prose import reworded
from migrator.analysis.renaming.routes import routes
from migrator.analysis.renaming.scripts import scripts
from migrator.analysis.renaming.sort import A_KEY, KEY, spots
from migrator.analysis.renaming.spot import CODE, Known, Spot
from migrator.analysis.renaming.values import values
from migrator.analysis.renaming.words import LETTERS, pieces, renamed
from migrator.analysis.variables.collect import graph, written_in
from migrator.languages import references
from migrator.languages.containers import image_around
from migrator.languages.place import line_around, text, word_around
from migrator.model import Edit, Span
from migrator.record import replace
from migrator.scan.search import finder, matcher
from migrator.unit import Move, Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.variables.graph import Variable
    from migrator.reference import Reference
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
DEFINED = re.compile(
    rb"^[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:abstract[ \t]+)?(?:async[ \t]+)?"
    rb"(?:class|def|function\*?|interface|type|const|let|var)[ \t]+([\w$]+)",
    re.MULTILINE,
)
MIXES = re.compile(rb"[(,]\s*\*\*[a-z_][\w.]*\s*[,)]|\bmodel_dump\(|\.dict\(\)|\basdict\(|\bvars\(|__dict__")
LOADS = re.compile(
    rb"[(,]\s*\*\*\s*(?:\w+\.)*(?:load|loads|safe_load|read_text)\(|[(,]\s*\*\*\w+\s*[,)]|\bmodel_validate|\bparse_obj"
)
PASSING = frozenset(
    """
    dict SimpleNamespace Namespace MagicMock Mock AsyncMock replace update format partial super cls __init__ _replace
    patch multiple copy model_copy namedtuple setdefault parametrize
    """.split()  # noqa: SIM905
)
"""Callables that take any keyword and hand it on."""


def units(files: Sequence[str], read: Read, rules: RuleSet) -> list[Unit]:
    """The units of every name that has the old word in it, and of every place that keeps it, with the reason.

    Args:
        files: all paths of the code base.
        read: gives a file, ``None`` where it cannot be read.
        rules: the words, and what is known of others' names.
    """
    sources = {path: source for path in files if (source := read(path)) is not None}
    variables = {one.name: one for one in graph(files, read, rules).variables}
    known = Known(variables, moving(sources, rules.names), _own(sources), _modules(sources), rules)
    found = [spot for source in sources.values() for spot in _in_file(source, known)]
    found = [_of_an_image(spot, sources[spot.path], variables, rules) for spot in found]
    named, rest = entities(found, known)
    rest = both_ends(named, rest, sources)
    groups = {f"names:{min(one.key for one in cluster)}": cluster for cluster in clusters(named)}
    parts = composed(sources)
    asked, rest = routes(rest, groups, sources, known)
    switched, rest = values(rest, groups, sources, known, parts)
    shown, rest = elements(rest, sources, known, parts)
    ran, rest = scripts(rest, sources, known)
    excused = {
        (place.path, place.span)
        for spot in rest
        if spot.kind == "kept" and spot.name in variables
        for place in variables[spot.name].places
        if place.path == spot.path and _in(spot.span, place.span)
    }
    keys: dict[str, list[Spot]] = {}
    for spot in rest:
        if spot.kind == "kept" and spot.why == A_KEY:
            keys.setdefault(spot.name, []).append(spot)
    made = [
        unit
        for group, cluster in groups.items()
        for unit in _cluster(group, cluster, named, sources, known, excused, keys, parts)
    ]
    return [*made, *asked, *switched, *shown, *ran, *_sentences(rest, sources, rules), *_left(rest)]


def _own(sources: Mapping[str, Source]) -> frozenset[str]:
    """The names that code of the project defines."""
    code = (source.data for path, source in sources.items() if written_in(sources[path]) in CODE)
    return PASSING | frozenset(found.group(1).decode() for data in code for found in DEFINED.finditer(data))


def _modules(sources: Mapping[str, Source]) -> frozenset[str]:
    """Every way to write the path of a module or package of the project, its ends included."""
    found: set[str] = set()
    for path in sources:
        if written_in(sources[path]) in CODE:
            stem = path.rpartition(".")[0] or path
            parts = stem.split("/")
            for end in range(1, len(parts) + 1):
                found.update("/".join(parts[start:end]) for start in range(end))
    return frozenset(found)


def _in_file(source: Source, known: Known) -> Iterator[Spot]:
    needles = [word.encode() for word in known.rules.names.words]
    if not matcher(needles)(source.data):
        return
    language = written_in(source)
    hits = [Span(*hit) for hit in finder(needles)(source.data)]
    yield from spots(source, language, _with_references(source, language, hits), known)


def _with_references(source: Source, language: str, hits: Sequence[Span]) -> Iterator[tuple[Reference, Span]]:
    """Each hit with the smallest reference around it."""
    held = references(language, source, hits)
    for hit in hits:
        outer = [one for one in held if one.span.start <= hit.start and hit.end <= one.span.end]
        if outer:
            yield min(outer, key=lambda one: one.span.end - one.span.start), hit


def _of_an_image(spot: Spot, source: Source, variables: Mapping[str, Variable], rules: RuleSet) -> Spot:
    """A variable that is set for somebody else's image keeps the name that the image reads."""
    if spot.kind != "variable" or not spot.path.endswith((".yml", ".yaml")) or spot.name not in variables:
        return spot
    place = next(
        (one for one in variables[spot.name].of("set") if one.path == spot.path and _in(spot.span, one.span)), None
    )
    if place is None:
        return spot
    image = image_around(source.data, spot.span)
    reads = [known for known, names in rules.names.images.items() if known in image and spot.name in names]
    return replace(spot, kind="kept", why=f"the image {image} reads it") if reads else spot


def _in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _cluster(
    group: str,
    cluster: Sequence[Entity],
    all_named: Mapping[str, Entity],
    sources: Mapping[str, Source],
    known: Known,
    excused: Collection[tuple[str, Span]],
    keys: Mapping[str, Sequence[Spot]],
    parts: Composed,
) -> Iterator[Unit]:
    """One unit a name, all of a group."""
    names = known.rules.names
    others: dict[tuple[str, str], set[str]] = {}
    for one in all_named.values():
        for spot in one.spots if one.name and not one.key.startswith("variable:") else ():
            others.setdefault((spot.path, renamed(one.name, names)), set()).add(one.name)
    for one in cluster:
        places = [*one.spots, *one.mentions]
        first = places[0] if places else None
        moves = tuple(Move(path, known.moving.paths[path]) for path in sorted(one.files))
        if first is None and not moves:
            continue
        problems = [Problem(spot.path, spot.span, spot.why, spot.how) for spot in one.spots if spot.why]
        if one.name:
            problems += taken(one, renamed(one.name, names), others, sources, known)
        problems += _read_by_others(one, known)
        problems += _missed(one, known, excused)
        problems += _spread(one, sources, keys)
        for why in put_together(one, sources, parts, names):
            problems.append(Problem(*_at(one), why, "rename it with what looks for it, by hand"))
        edits = dict.fromkeys(_edit(spot, sources[spot.path], known) for spot in places)
        path, span = _at(one)
        rule = first.rule if one.spots and first else "file-name" if one.files else first.rule if first else ""
        yield Unit(path, span, rule, tuple(edits), (), tuple(problems), tuple(_reviews(one, known)), group, moves=moves)


def _at(one: Entity) -> tuple[str, Span]:
    """Where an entity is reported: at its name, its file, or what mentions it."""
    held = one.spots or (() if one.files else one.mentions)
    return (held[0].path, held[0].span) if held else (min(one.files, default=""), Span(0, 0))


def _edit(spot: Spot, source: Source, known: Known) -> Edit:
    """The change of one place: the word alone, or with what would stand there twice."""
    data, names = source.data, known.rules.names
    token = word_around(data, spot.span, LETTERS)
    if spot.expands:
        name = text(data, token)
        return Edit(spot.path, token, (f"{name}: {renamed(name, names)}",), spot.rule)
    for start, end, new in pieces(text(data, token), names):
        if token.start + start <= spot.span.start < token.start + max(end, start + 1):
            return Edit(spot.path, Span(token.start + start, token.start + end), (new,), spot.rule)
    return Edit(spot.path, spot.span, (renamed(text(data, spot.span), names),), spot.rule)


def _read_by_others(one: Entity, known: Known) -> Iterator[Problem]:
    """Why a variable has to keep its name: a package reads it by itself."""
    variable = known.variables.get(one.name) if one.key.startswith("variable:") else None
    if variable is not None and variable.readers and one.spots:
        first = one.spots[0]
        why = f"{', '.join(variable.readers)} reads {one.name} by itself"
        yield Problem(first.path, first.span, why, "rename it once nothing imports that any more")


def _missed(one: Entity, known: Known, excused: Collection[tuple[str, Span]]) -> Iterator[Problem]:
    """Places that set or read a variable and that would keep its old name: then all do."""
    variable = known.variables.get(one.name) if one.key.startswith("variable:") else None
    if variable is None:
        return
    changed = {(spot.path, spot.span) for spot in (*one.spots, *one.mentions)}
    for place in variable.places:
        mine = any(path == place.path and _in(span, place.span) for path, span in changed)
        theirs = (place.path, place.span) in excused
        if not (mine or theirs or place.field or place.server or place.outside or place.act == "named"):
            why = f"{one.name} is {'set' if place.act == 'set' else 'read'} here in a way that is not understood"
            yield Problem(place.path, place.span, why, "rename it by hand, everywhere")


def _spread(one: Entity, sources: Mapping[str, Source], keys: Mapping[str, Sequence[Spot]]) -> Iterator[Problem]:
    """Keys of the same name, where mappings become arguments or members become mappings: they may be the same."""
    if not one.key.startswith("name:") or not any(spot.exported and not spot.imported for spot in one.spots):
        return
    for spot in keys.get(one.name, ()):
        if written_in(sources[spot.path]) in ("json", "yaml", "toml"):
            loads = any(LOADS.search(sources[mine.path].data) for mine in one.spots)
            if loads:
                why = f"a file has the key {one.name}, and what is loaded becomes arguments"
                yield Problem(spot.path, spot.span, why, "rename both by hand")
            continue
        found = MIXES.search(sources[spot.path].data)
        if found is not None and written_in(sources[spot.path]) == "python" and one.spots[0].rule != "own-function":
            line = sources[spot.path].line(found.start())
            why = f"the key {one.name} may be the same, as line {line} makes mappings and arguments of each other"
            yield Problem(spot.path, spot.span, why, "rename both by hand")


def _reviews(one: Entity, known: Known) -> Iterator[str]:
    new = renamed(one.name, known.rules.names)
    if one.key.startswith("variable:"):
        yield f"wherever else {one.name} is set, a .env file or a secret store say, it must be called {new}"
    elif one.name and any(spot.exported for spot in one.spots):
        yield f"{one.name} is called {new}: holds if nobody outside of the project uses the name"
    for path in sorted(one.files):
        yield f"{path} is called {known.moving.paths[path]}: holds if nobody outside of the project opens it"


def _sentences(rest: Sequence[Spot], sources: Mapping[str, Source], rules: RuleSet) -> Iterator[Unit]:
    """The words of sentences: one unit a file and rule."""
    held: dict[tuple[str, str], list[Spot]] = {}
    for spot in rest:
        if spot.kind == "prose":
            held.setdefault((spot.path, spot.rule), []).append(spot)
    for (path, rule), mine in held.items():
        data = sources[path].data
        edits = []
        for spot in mine:
            line = line_around(data, spot.span.start)
            start = len(data[line.start : spot.span.start].decode("utf-8", "replace"))
            new = reworded(text(data, line), start, start + len(spot.name), rules.names)
            if KEY.search(text(data, Span(line.start, spot.span.start)).rstrip("=: \"'")):
                new = rules.names.placeholder
            edits.append(Edit(path, spot.span, (new,), rule))
        yield Unit(path, mine[0].span, rule, tuple(edits))


def _left(rest: Sequence[Spot]) -> Iterator[Unit]:
    """What keeps the word, each place with the reason."""
    for spot in rest:
        if spot.kind == "kept":
            problem = Problem(spot.path, spot.span, f"{spot.name} stays: {spot.why}", spot.how)
            yield Unit(spot.path, spot.span, spot.rule, problems=(problem,))
