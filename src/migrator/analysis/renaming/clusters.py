"""Which places are renamed together: everything that shares a name, and names that are derived from each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.renaming.spot import Spot
from migrator.record import field, record, replace

if TYPE_CHECKING:
    from migrator.analysis.renaming.spot import Known


@record(frozen=False, slots=False)
class Entity:
    """One thing with a name: the places of the name, the files that are renamed, and what else follows from it.

    ``name`` is empty for a file. ``ties`` are the keys of entities that change together with it or not at all.
    """

    key: str
    name: str
    spots: list[Spot] = field(default_factory=list)
    mentions: list[Spot] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    ties: set[str] = field(default_factory=set)


def entities(spots: Sequence[Spot], known: Known) -> tuple[dict[str, Entity], list[Spot]]:
    """The entities by key, and the places that are none's: with the reason why they stay, or words of sentences."""
    found: dict[str, Entity] = {}
    rest: list[Spot] = []
    foreign = {(spot.path, spot.name): spot.why for spot in spots if _is_import(spot) and spot.why}
    shared = {spot.name for spot in spots if spot.kind == "name" and not spot.local and not _is_import(spot)}
    taken = {spot.name for spot in spots if _is_import(spot) and not spot.why}
    words = known.rules.names.words

    def entity(key: str, name: str) -> Entity:
        return found.setdefault(key, Entity(key, name))

    for path, to in known.moving.paths.items():
        if to != path:
            entity(f"file:{path}", "").files.add(path)
    for spot in spots:
        match spot.kind:
            case "name" if (spot.path, spot.name) in foreign and (spot.local or _is_import(spot)):
                rest.append(replace(spot, kind="kept", why=spot.why or foreign[spot.path, spot.name]))
            case "name":
                entity(_key(spot, spot.name.lower() in words, shared, taken), spot.name).spots.append(spot)
            case "variable":
                entity(f"variable:{spot.name}", spot.name).spots.append(spot)
            case "file":
                for path in spot.files:
                    entity(f"file:{path}", "").mentions.append(spot)
                _tie(found, [f"file:{path}" for path in spot.files])
            case "kept" | "prose":
                rest.append(spot)
    _derived(found, known)
    _seen_from_outside(found, words)
    by_name: dict[str, list[Entity]] = defaultdict(list)
    for one in found.values():
        by_name[one.name].append(one)
    for spot in spots:
        if spot.kind == "mention":
            named = [one for one in by_name.get(spot.name, ()) if spot.name] or by_name.get(f"{spot.name}*", [])
            variables = [one for one in named if one.key.startswith("variable:")]
            for one in variables or named:
                one.mentions.append(spot)
            if not named:
                rest.append(replace(spot, kind="kept", why="nothing here is called so"))
    return _without_undeclared(found, rest), rest


def clusters(found: Mapping[str, Entity]) -> list[list[Entity]]:
    """The entities that change together, directly or through others."""
    parent = {key: key for key in found}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for one in found.values():
        for other in one.ties:
            if other in parent:
                parent[root(one.key)] = root(other)
    grouped: dict[str, list[Entity]] = defaultdict(list)
    for key, one in found.items():
        grouped[root(key)].append(one)
    return list(grouped.values())


def _is_import(spot: Spot) -> bool:
    return spot.kind == "name" and spot.imported


def _key(spot: Spot, bare: bool, shared: set[str], taken: set[str]) -> str:
    """By what a name is told from others that are spelled the same: those of one file alone by that file.

    ``shared`` are names of members, ``taken`` those that one file imports from another.
    """
    if spot.name in taken:
        return f"name:{spot.name}"
    if bare:
        return f"name:{spot.name}@{spot.path}" if spot.local else f"member:{spot.name}"
    if spot.expands:
        return f"name:{spot.name}@{spot.path}"
    return f"name:{spot.name}" if spot.name in shared else f"name:{spot.name}@{spot.path}"


def _tie(found: Mapping[str, Entity], keys: Iterable[str]) -> None:
    held = [key for key in keys if key in found]
    for key in held[1:]:
        found[held[0]].ties.add(key)
        found[key].ties.add(held[0])


def _derived(found: dict[str, Entity], known: Known) -> None:
    """Variables that are derived from a field's name or a prefix, and modules whose name is that of their file."""
    for one in known.variables.values():
        for place in one.places:
            if f"variable:{one.name}" not in found:
                continue
            if place.field and f"name:{place.field}" in found:
                _tie(found, [f"variable:{one.name}", f"name:{place.field}"])
            if place.prefix and _has_word(place.prefix, known):
                key = f"prefix:{place.prefix}"
                found.setdefault(key, Entity(key, place.prefix))
                _tie(found, [f"variable:{one.name}", key])
    for path in known.moving.paths:
        stem = path.rpartition("/")[2].partition(".")[0]
        if path.endswith(".py"):
            _tie(found, [f"file:{path}", f"name:{stem}"])
    folders: dict[str, str] = {}
    for path in known.moving.paths:
        parts = path.split("/")
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            if _has_word(parts[end - 1], known):
                first = folders.setdefault(folder, path)
                _tie(found, [f"file:{first}", f"file:{path}"])


def _seen_from_outside(found: dict[str, Entity], words: Iterable[str]) -> None:
    """A module's variable whose name is the word alone stays where others may reach it as a member of the module."""
    for key, one in found.items():
        members = found.get(f"member:{one.name}")
        if one.name.lower() in words and key.startswith("name:") and members is not None:
            outside = [spot for spot in members.spots if spot.path != key.partition("@")[2]]
            if outside and any(spot.exported for spot in one.spots):
                why = "it may be what is read as a member elsewhere"
                one.spots[:] = [replace(spot, why=spot.why or why) for spot in one.spots]


def _has_word(text: str, known: Known) -> bool:
    return any(word in text.lower() for word in known.rules.names.words)


def _without_undeclared(found: dict[str, Entity], rest: list[Spot]) -> dict[str, Entity]:
    """Without the names that nothing in the code base defines."""
    kept: dict[str, Entity] = {}
    for key, one in found.items():
        declares = not one.name or any(spot.declared for spot in one.spots)
        if declares or not key.startswith(("name:", "member:")) or one.ties:
            kept[key] = one
            continue
        why = "nothing here defines it: it may be another's"
        rest += [replace(spot, kind="kept", why=spot.why or why) for spot in (*one.spots, *one.mentions)]
    return kept
