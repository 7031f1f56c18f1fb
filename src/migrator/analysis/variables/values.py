"""The addresses that variables hold, as units: a value moves with the calls that read it and the server it points to.

What sets a variable, in whatever file, and the default of whoever reads it are one unit: all of them, or none. It
shares edits with the calls that read it, and the server's group with the file that declares the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment.servers import servers
from migrator.analysis.variables.collect import graph
from migrator.analysis.variables.commands import commands
from migrator.analysis.variables.followed import followed
from migrator.analysis.variables.pieces import blocked, moves
from migrator.model import Edit, Keep, Span
from migrator.record import record
from migrator.reference import Reference
from migrator.rules.match import match
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Read, Server
    from migrator.analysis.variables.graph import Place, Variable
    from migrator.rules.load import RuleSet

RULE = "variable"


@record
class _Calls:
    """The units of calls: by the file of each of their edits, and those that are left alone, by their own file."""

    touching: dict[str, list[tuple[Edit, Unit]]]
    left: dict[str, Unit]


def units(files: Sequence[str], read: Read, calls: Sequence[Unit], rules: RuleSet) -> list[Unit]:
    """The units of all variables that hold an address of an old server.

    Args:
        files: all paths of the code base.
        read: gives a file, ``None`` where it cannot be read.
        calls: the units of the calls, whose edits tell which of them read a variable.
        rules: what is known of the servers.
    """
    found = graph(files, read, rules)
    holders = [one for one in found.variables if any(place.at is not None and place.value for place in one.places)]
    if not holders:
        return []
    known = servers(files, read, rules)
    touching: dict[str, list[tuple[Edit, Unit]]] = {}
    for unit in calls:
        for edit in unit.edits:
            touching.setdefault(edit.path, []).append((edit, unit))
    sorted_calls = _Calls(touching, {unit.path: unit for unit in calls if unit.problems and not unit.edits})
    made: list[Unit] = []
    for one in holders:
        mine = list(_units(one, known, sorted_calls, read, rules))
        made += mine
        if mine and not mine[0].problems:
            made += followed(one, mine[0], calls, read, rules)
    return made


def _units(one: Variable, known: Sequence[Server], calls: _Calls, read: Read, rules: RuleSet) -> Iterator[Unit]:
    """The unit of a variable, and one more for every further server that its values point to."""
    if one.server:
        return
    ties = {place: list(_ties(place, calls.touching.get(place.path, ()))) for place in one.of("read")}
    tied = dict.fromkeys(edit for edits in ties.values() for edit in edits)
    asked = {unit.rule for edit in tied for other, unit in calls.touching[edit.path] if other == edit}
    edits, groups, problems = list[Edit](), list[str](), list[Problem]()
    for place in one.places:
        if place.at is None or not place.value or place.server or _settled(place, ties.get(place, ())):
            continue
        for move in moves(one.name, place, known, asked, rules):
            edits.append(Edit(place.path, move.span, (move.text,), RULE))
            groups += [move.group] if move.group else []
        problems += blocked(place, asked, rules)
    if not edits:
        return
    sent, besides = commands(one, read, rules)
    edits += sent
    problems += _left(one, calls.left)
    first = next((place for place in one.places if place.act == "set"), one.places[0])
    reviews = () if one.of("set") and tied else (_review(one, bool(tied)),)
    for group in (dict.fromkeys(groups) if not problems else ()) or [""]:
        yield Unit(
            first.path, first.span, _rule(one, first, rules), (*edits, *tied), (), tuple(problems), reviews, group
        )
        reviews = ()
    yield from besides


def _rule(one: Variable, place: Place, rules: RuleSet) -> str:
    rule = match(Reference("env-write", place.span, one.name, place.value), "dotenv", ".env", rules)
    return rule.rule if rule is not None else RULE


def _ties(place: Place, touching: Sequence[tuple[Edit, Unit]]) -> Iterator[Edit]:
    """The edits of calls that hang on what is read at ``place``: they keep it, or stand in its declaration."""
    for edit, _ in touching:
        kept = [part.span for part in edit.parts if isinstance(part, Keep)]
        if any(_inside(place.span, span) for span in kept) or (
            not kept and any(within is not None and _inside(edit.span, within) for within in (place.whole, place.at))
        ):
            yield edit


def _settled(place: Place, ties: Sequence[Edit]) -> bool:
    """Whether the calls change the default themselves."""
    return place.at is not None and any(_inside(edit.span, place.at) for edit in ties)


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _left(one: Variable, left: dict[str, Unit]) -> Iterator[Problem]:
    """A reader in a file whose calls stay as they are: what it is given must not move."""
    for place in one.of("read"):
        unit = left.get(place.path)
        if unit is not None:
            why = f"{one.name} is read where a call stays as it is: {unit.problems[0].why}"
            yield Problem(place.path, place.span, why, unit.problems[0].how)


def _review(one: Variable, tied: bool) -> str:
    if tied:
        return f"{one.name} is set nowhere here: set it to the new address where it is"
    readers = one.of("read")
    if not readers:
        return f"nothing here reads {one.name}: whoever does must ask the new server"
    return f"what reads {one.name} at {readers[0].path}:{readers[0].line} must ask the new server"
