"""Which calls read a variable, and that they change together: one value cannot name two servers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment.pointing import UNREAD
from migrator.analysis.variables.collect import graph
from migrator.analysis.variables.scopes import apart, homes, scope
from migrator.languages import language_of
from migrator.model import Edit, Keep, Span
from migrator.record import replace
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.variables.collect import Read
    from migrator.analysis.variables.graph import Place, Variable
    from migrator.rules.load import RuleSet
    from migrator.unit import Unit

RULE = "variable"


def readers(one: Variable, calls: Sequence[Unit], rules: RuleSet) -> Iterator[tuple[Place, Unit]]:
    """The calls that hang on what is read of a variable, each with the place that reads it.

    Those that have no counterpart on the new server are left out: they wait for nobody.
    """
    for place in one.of("read"):
        for unit in calls:
            operation = rules.operations.get(unit.rule)
            if unit.goes or (operation is not None and operation.new is None):
                continue
            blind = not unit.edits and unit.problems and unit.path == place.path
            if blind or any(edit.path == place.path and _hangs(edit, place) for edit in unit.edits):
                yield place, unit


def together(files: Sequence[str], read: Read, calls: Sequence[Unit], rules: RuleSet) -> list[Unit]:
    """The units of ``calls``; those that read one variable in several places share an edit, which changes nothing.

    That is within one application: others may set the same variable to something else.

    Args:
        files: all paths of the code base.
        read: gives a file, ``None`` where it cannot be read.
        calls: the units of the calls.
        rules: what is known of variables.
    """
    if not calls:
        return []
    known = homes(files)
    variables = graph(files, read, rules).variables
    ties: dict[int, list[Edit]] = {}
    held: dict[int, Problem] = {}
    for one in (part for each in variables if _is_address(each, rules) for part in apart(each, known)):
        found = list(readers(one, calls, rules))
        if len({(place.path, place.span) for place, _ in found}) > 1:
            first = min((place for place, _ in found), key=lambda place: (place.path, place.span))
            tie = Edit(first.path, first.span, (Keep(first.span),), RULE)
            for _, unit in found:
                ties.setdefault(id(unit), []).append(tie)
        unread = _unread(one, read, rules) if found else None
        if unread is not None:
            for _, unit in found:
                held[id(unit)] = unread
    named = {f"${one.name}": one for one in variables}
    tied = [_tied(unit, ties.get(id(unit), ()), _scoped(unit, named, known)) for unit in calls]
    return [
        replace(new, problems=(*new.problems, held[id(old)])) if id(old) in held and not old.goes else new
        for old, new in zip(calls, tied, strict=True)
    ]


def _unread(one: Variable, read: Read, rules: RuleSet) -> Problem | None:
    """Where code that nothing here understands asks the server at the same variable's address, which it shares."""
    paths = [path.encode() for path in rules.evidence.paths]
    for place in one.of("read"):
        language = language_of(place.path)
        source = read(place.path) if language in UNREAD else None
        if source is not None and any(path in source.data for path in paths):
            why = f"code in this language ({language}) is not read, and it asks the server at {one.name} as well"
            return Problem(place.path, place.span, why, "give it a variable of its own, or move it by hand")
    return None


def _tied(unit: Unit, ties: Sequence[Edit], group: str) -> Unit:
    lent = (*unit.lent, *ties) if unit.lent else ()
    return replace(unit, edits=(*unit.edits, *ties), group=group, lent=lent)


def _scoped(unit: Unit, named: Mapping[str, Variable], known: Collection[str]) -> str:
    """The group of a unit; one that is that of a variable counts within an application only."""
    group = unit.group
    return f"{group}@{scope(named.get(group), known)(unit.path)}" if group.startswith("$") else group


def _is_address(one: Variable, rules: RuleSet) -> bool:
    """Whether a variable names a server, by what it is set to or read with."""
    words = (*rules.evidence.ports, *rules.evidence.hosts, "://")
    return any(word in place.value for place in one.places for word in words)


def _hangs(edit: Edit, place: Place) -> bool:
    """Whether an edit of a call keeps what is read at ``place``, or stands in its declaration."""
    kept = [part.span for part in edit.parts if isinstance(part, Keep)]
    if kept:
        return any(_inside(place.span, span) for span in kept)
    return any(within is not None and _inside(edit.span, within) for within in (place.whole, place.at))


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
