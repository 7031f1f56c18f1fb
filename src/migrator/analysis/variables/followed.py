"""A variable that the old client library read by itself: where it is set, the one that is read now is set too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.languages.place import line_around
from migrator.model import Edit, Span
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Read
    from migrator.analysis.variables.graph import Place, Variable
    from migrator.rules.load import RuleSet

ASKED = re.compile(r"getenv\(\"(\w+)\"")
BEFORE = re.compile(rb"\s*(?:-\s+|export\s+)?[\"']?|\s*os\.environ\[[\"']")
RULE = "host-variable"


def followed(
    one: Variable, edits: Sequence[Edit], files: Sequence[str], read: Read, rules: RuleSet
) -> tuple[list[Edit], list[Unit]]:
    """The edits that set the new variable where the old one is set, and units for places where a person has to.

    Args:
        one: the old variable.
        edits: what becomes of its values.
        files: all paths of the code base.
        read: gives a file as it is once the code was rewritten.
        rules: which variable the library read, and which the new code does.
    """
    made: list[Edit] = []
    missing: list[Unit] = []
    for package in rules.packages:
        known, asked = rules.names.packages.get(package.package, ()), ASKED.search(package.absent.get("host", ""))
        if asked is None or known[:1] != (one.name,) or not _is_read(asked[1], files, read):
            continue
        for place in one.of("set"):
            new = asked[1]
            source = read(place.path)
            if place.server or source is None or _is_set(new, source.data):
                continue
            copied = _copied(place, new, edits, source.data)
            if copied is not None:
                made.append(copied)
            else:
                problem = Problem(place.path, place.span, f"{new} is read in place of {one.name}", f"set {new} as well")
                missing.append(Unit(place.path, place.span, RULE, problems=(problem,)))
    return made, missing


def _is_read(name: str, files: Sequence[str], read: Read) -> bool:
    """Whether rewritten code asks for a variable in this way."""
    asked = f'getenv("{name}"'.encode()
    return any(path.endswith(".py") and (source := read(path)) is not None and asked in source.data for path in files)


def _is_set(name: str, data: bytes) -> bool:
    return re.search(rb"(?<!\w)%b(?!\w)" % name.encode(), data) is not None


def _copied(place: Place, new: str, edits: Sequence[Edit], data: bytes) -> Edit | None:
    """A line of its own for the new variable after that of the old one, with the value that this one gets."""
    line = line_around(data, place.span.start)
    before = data[line.start : place.span.start]
    if place.at is None or place.at.end > line.end or not BEFORE.fullmatch(before):
        return None
    inside = {edit for edit in edits if edit.path == place.path and _within(edit.span, place.at)}
    parts, cursor = ["\n", before.decode(), new], place.span.end
    for edit in sorted(inside, key=lambda edit: edit.span):
        parts += [data[cursor : edit.span.start].decode(), *map(str, edit.parts)]
        cursor = edit.span.end
    return Edit(place.path, Span(line.end, line.end), ("".join((*parts, data[cursor : line.end].decode())),), RULE)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
