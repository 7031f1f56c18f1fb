"""Problems travel: what shares an edit, a group or conflicting text with a blocked unit is blocked with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from migrator.model import Edit, Span
from migrator.record import record
from migrator.rewrite.edits import Key, conflicts, contains, key
from migrator.scan.source import Source
from migrator.unit import Problem, Unit


@record
class Ties:
    """For every unit the units that are blocked with it.

    To those that it has only ``lent`` something no problem travels; that it was not wanted does.
    """

    firm: list[list[int]]
    lent: list[list[int]]


def ties_of(units: Sequence[Unit]) -> Ties:
    """Which units share an edit or a group."""
    together: dict[object, list[int]] = {}
    lending: dict[object, list[int]] = {}
    for index, unit in enumerate(units):
        lent: set[object] = {*map(key, unit.lent), *([unit.group] if unit.lent else [])}
        bonds: list[object] = [*map(key, unit.edits), *unit.moves]
        for bond in dict.fromkeys([*bonds, unit.group] if unit.group else bonds):
            (lending if bond in lent else together).setdefault(bond, []).append(index)
    ties = Ties([[] for _ in units], [[] for _ in units])
    for members in together.values():
        # A chain holds a bond together as well as every pair would, and a shared literal may have hundreds of users.
        for one, two in pairwise(members):
            ties.firm[one].append(two)
            ties.firm[two].append(one)
    for bond, members in lending.items():
        for holder in together.get(bond, ())[:1]:
            for member in members:
                ties.firm[holder].append(member)
                ties.lent[member].append(holder)
        for one, two in pairwise(members):
            ties.lent[one].append(two)
            ties.lent[two].append(one)
    return ties


def spread(
    units: Sequence[Unit],
    problems: Sequence[Sequence[Problem]],
    chosen: Sequence[bool],
    ties: Ties,
    read: Callable[[str], Source],
) -> list[tuple[Problem, ...]]:
    """What blocks each unit in the end: its own problems, or else the unit that holds it back.

    Args:
        units, problems, chosen, ties: by index, a unit, its own problems, whether it is wanted, its neighbours.
        read: to say in which line a unit stands.
    """
    final = [tuple(own) for own in problems]
    roots = [index for index, own in enumerate(final) if own or not chosen[index]]
    reached, queue = set(roots), [(index, index) for index in roots]
    for index, root in queue:
        for neighbour in ties.firm[index] if chosen[index] else (*ties.firm[index], *ties.lent[index]):
            if neighbour not in reached:
                reached.add(neighbour)
                queue.append((neighbour, root))
                final[neighbour] = (_held_back(units[root], final[root], read),)
    return final


def alone(
    units: Sequence[Unit], stuck: Sequence[tuple[Problem, ...]], read: Callable[[str], Source]
) -> Iterator[tuple[int, Problem]]:
    """Problems of the units that would ask after another server than the one that everything else goes on using."""
    users: dict[str, list[int]] = {}
    for index, unit in enumerate(units):
        if unit.uses is not None:
            users.setdefault(unit.uses, []).append(index)
    for index, unit in enumerate(units):
        using = users.get(unit.asks, ()) if unit.asks is not None else ()
        if using and not stuck[index] and all(stuck[user] for user in using):
            first = next((user for user in using if units[user].path == unit.path), using[0])
            reason = stuck[first][0]
            why = f"{place(units[first].path, units[first].span, read)} still uses the server that this asks after"
            yield index, Problem(reason.path, reason.span, f"{why}: {reason.why}", reason.how)


def left_behind(units: Sequence[Unit], alive: Sequence[Unit], stuck: Sequence[tuple[Problem, ...]]) -> list[int]:
    """The units that stay while others make what they have lent: their server moves, their calls do not."""
    made = {key(edit) for unit in alive for edit in unit.edits}
    return [i for i, unit in enumerate(units) if stuck[i] and any(key(edit) in made for edit in unit.lent)]


def conflicting(units: Sequence[Unit], read: Callable[[str], Source]) -> Iterator[tuple[int, Problem]]:
    """Problems of the units whose edits do not go together, each naming the other place.

    An edit inside text that goes away is in order if whoever makes it removes that text as well; but what is added
    there would be lost.
    """
    owners: dict[Key, list[int]] = {}
    for index, unit in enumerate(units):
        for one in dict.fromkeys(map(key, unit.edits)):
            owners.setdefault(one, []).append(index)
    told: set[tuple[int, int]] = set()
    for outer, inner in conflicts(edit for unit in units for edit in unit.edits):
        outside, inside = owners[key(outer)], owners[key(inner)]
        nested = outer.span != inner.span and contains(outer.span, inner.span)
        if nested and set(inside) <= set(outside) and inner.span.start != inner.span.end:
            continue
        for mine, theirs, why in (
            (outside, inside, "removes text that is also changed for {}" if nested else _DIFFERENTLY),
            (inside, outside, "changes text that goes away for {}" if nested else _DIFFERENTLY),
        ):
            for index in mine:
                other = next((one for one in theirs if one != index), index)
                if (index, other) not in told:
                    told.add((index, other))
                    yield index, _conflict(inner, why.format(place(units[other].path, units[other].span, read)))


_DIFFERENTLY = "the same text is changed in another way for {}"


def place(path: str, span: Span, read: Callable[[str], Source]) -> str:
    """``path:line`` of a span, or the path alone if the file is gone."""
    try:
        return f"{path}:{read(path).position(span.start)[0]}"
    except OSError:
        return path


def _conflict(edit: Edit, why: str) -> Problem:
    return Problem(edit.path, edit.span, why, "change both by hand, they do not go together")


def _held_back(root: Unit, problems: tuple[Problem, ...], read: Callable[[str], Source]) -> Problem:
    where = place(root.path, root.span, read)
    if not problems:
        return Problem(root.path, root.span, f"changes together with {where}, which was not selected", "select both")
    first = problems[0]
    why = f"changes together with {where}, which stays as it is: {first.why}"
    return Problem(first.path, first.span, why, first.how)
