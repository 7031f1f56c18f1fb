"""A variable that the old client library read by itself: where it is set, the one that is read now is set too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.languages.place import line_around
from migrator.model import Edit, Keep, Span
from migrator.record import replace
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Read
    from migrator.analysis.variables.graph import Place, Variable
    from migrator.rules.load import RuleSet

ASKED = re.compile(r"getenv\(\"(\w+)\"")


def followed(one: Variable, unit: Unit, calls: Sequence[Unit], read: Read, rules: RuleSet) -> list[Unit]:
    """The units of what sets a variable for the library; ``unit`` is that of its values."""
    made: list[Unit] = []
    for package in rules.packages:
        known = rules.names.packages.get(package.package, ())
        asked = ASKED.search(package.absent.get("host", ""))
        if asked is None or known[:1] != (one.name,):
            continue
        new = asked[1]
        using = [call for call in calls if any(_names(edit, new) for edit in call.edits)]
        if not using:
            continue
        ties = [edit for call in using for edit in call.edits if _names(edit, new)]
        edits, problems = list[Edit](), list[Problem]()
        for place in one.of("set"):
            if place.server:
                continue
            if not one.of("read"):
                edits.append(Edit(place.path, place.span, (new,), unit.rule))
                continue
            copied = _copied(place, new, unit, read)
            if copied is not None:
                edits.append(copied)
            else:
                how = f"set {new} there as well"
                problems.append(Problem(place.path, place.span, f"{new} is read now in place of {one.name}", how))
        group = (unit.group,) if unit.group else ("",)
        made += [
            replace(unit, edits=(*unit.edits, *edits, *dict.fromkeys(ties)), reviews=(), group=each) for each in group
        ]
        made += [Unit(unit.path, problem.span, unit.rule, problems=(problem,)) for problem in problems]
    return made


def _names(edit: Edit, variable: str) -> bool:
    return any(isinstance(part, str) and f'"{variable}"' in part for part in edit.parts)


def _copied(place: Place, new: str, unit: Unit, read: Read) -> Edit | None:
    """A line of its own for the new variable after that of the old one, with the value that this one gets."""
    source = read(place.path)
    if source is None or place.at is None:
        return None
    data = source.data
    line = line_around(data, place.span.start)
    before = data[line.start : place.span.start]
    if place.at.end > line.end or not re.fullmatch(rb"\s*(?:-\s+|export\s+)?[\"']?|\s*os\.environ\[[\"']", before):
        return None
    inside = [edit for edit in unit.edits if edit.path == place.path and _within(edit.span, place.at)]
    parts: list[str | Keep] = ["\n", Keep(Span(line.start, place.span.start)), new]
    cursor = place.span.end
    for edit in sorted(inside, key=lambda edit: edit.span):
        parts += [data[cursor : edit.span.start].decode(), *edit.parts]
        cursor = edit.span.end
    parts = [part if isinstance(part, str) else data[part.span.start : part.span.end].decode() for part in parts]
    return Edit(
        place.path,
        Span(line.end, line.end),
        ("".join((*map(str, parts), data[cursor : line.end].decode())),),
        unit.rule,
    )


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
