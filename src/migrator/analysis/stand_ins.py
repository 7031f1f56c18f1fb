"""Replies that tests make up in place of the server's: which these are is worth a look."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.exports import target
from migrator.analysis.dataflow.project import ROOM
from migrator.record import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from migrator.analysis.dataflow.project import Project
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.syntax import Module
    from migrator.unit import Unit

TELLING = (b"mock", b"Mock", b"patch(", b"respx", b"responses.", b"nock(")
"""What the tools have in their text that let a test answer in place of a server."""
MOST = 3
"""Places that are named to a reader of one unit."""


def reviewed(units: Sequence[Unit], project: Project, rules: RuleSet) -> list[Unit]:
    """The units, with the replies that tests of their files make up in the shape that the rewrite does away with."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        operation = rules.operations.get(unit.rule)
        if operation is not None and unit.edits:
            wanted[unit.path] |= changed_keys(operation)
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for module in tests(project, {key for keys in wanted.values() for key in keys}):
        read = _read(module, project) & wanted.keys()
        for key in sorted({key for path in read for key in wanted[path]}):
            for literal in module.holding(key):
                line = module.source.position(literal.span.start)[0]
                for path in read:
                    places[path, key].append(
                        f"{module.source.path}:{line} makes up a reply, which must have its new shape"
                    )
    return [_with(unit, places, rules) for unit in units]


def _with(unit: Unit, places: dict[tuple[str, str], list[str]], rules: RuleSet) -> Unit:
    operation = rules.operations.get(unit.rule)
    keys = sorted(changed_keys(operation)) if operation is not None else []
    notes = [note for key in keys for note in places.get((unit.path, key), ())][:MOST]
    return replace(unit, reviews=tuple(dict.fromkeys((*unit.reviews, *notes)))) if notes else unit


def changed_keys(operation: Operation) -> set[str]:
    """The keys of a reply that hold what has moved elsewhere."""
    changed = {path.partition(".")[0].partition("[")[0]: rule for path, rule in operation.reply.items() if rule.to}
    return {key for key, rule in changed.items() if rule.to.partition(".")[0].partition("[")[0] != key}


def tests(project: Project, keys: Collection[str]) -> Iterator[Module]:
    """The files in which something stands in for something else, and in whose text one of ``keys`` occurs."""
    named = [key.encode() for key in keys]
    for path in project.searched if keys else ():
        source = project.read(path)
        if source is None or not any(word in source.data for word in TELLING):
            continue
        if any(key in source.data for key in named) and (module := project.module(path)) is not None:
            yield module
            project.forget(ROOM)


def _read(module: Module, project: Project) -> set[str]:
    """The files that a file takes names from, and itself."""
    found: Iterable[tuple[Module, str] | None] = (target(one, module, project) for one in module.imports())
    return {module.source.path} | {there[0].source.path for there in found if there is not None}
