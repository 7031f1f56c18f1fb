"""The addresses that variables hold, as units: a value moves once every call that reads it has, and with its server.

What sets a variable, in whatever file, and the default of whoever reads it are one unit: all of them, or none. It has
the server's group, in common with the file that declares the server.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment.servers import ADDRESS, LOCAL, moved, servers, starts_its_own
from migrator.analysis.variables.collect import graph
from migrator.analysis.variables.commands import commands
from migrator.analysis.variables.followed import followed as copies
from migrator.analysis.variables.pieces import blocked, moves
from migrator.analysis.variables.readers import readers
from migrator.analysis.variables.scopes import apart, homes
from migrator.languages.containers import BUILT, image_around
from migrator.languages.names import language_of
from migrator.model import Edit
from migrator.record import replace
from migrator.reference import Reference
from migrator.rules.match import match
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Read, Server
    from migrator.analysis.variables.graph import Place, Variable
    from migrator.rules.load import RuleSet

RULE = "variable"
SCRIPTS = frozenset({"shell", "powershell", "bat", "makefile"})
BESIDE = "the calls that moved ask here, and others stay with the old server: the new one must answer before this runs"
OWN_HOW = "start the new server in a step of its own, with the model, and wait for its health check"


def units(
    files: Sequence[str],
    read: Read,
    calls: Sequence[Unit],
    rules: RuleSet,
    followed: Collection[str] = (),
    before: Read | None = None,
) -> list[Unit]:
    """The units of all variables that hold an address of an old server.

    Args:
        files: all paths of the code base.
        read: gives a file as it is once the code was rewritten, ``None`` where it cannot be read.
        calls: the units of the calls that are left: what they read stays as it is.
        rules: what is known of the servers.
        followed: the variables from which calls that have moved take the address that they ask.
        before: gives a file as it was before the calls moved; with them moved the defaults that they read with.
    """
    places, known = homes(files), servers(files, read, rules)
    ports = {port for server in known for port in server.published} - rules.evidence.ports.keys()
    parts = [part for one in graph(files, read, rules, sorted(ports)).variables for part in apart(one, places)]
    holders = [one for one in parts if any(place.at is not None and place.value for place in one.places)]
    if not holders:
        return []
    found = [(one, unit) for one in holders for unit in _units(one, known, calls, files, read, rules)]
    moved = {one.name for one, unit in found if one.name in followed}
    if before is not None and any(one.name not in moved and _defaults(one) for one, unit in found if unit.group):
        old = {one.name: _defaults(one) for one in graph(files, before, rules, sorted(ports)).variables}
        moved |= {one.name for one, _ in found if _defaults(one) - old.get(one.name, frozenset())}
    moved |= {*followed}
    held = [unit if one.name in moved else _perhaps_read(one, unit, calls) for one, unit in found]
    return [
        replace(unit, follows=True) if one.name in moved else unit for (one, _), unit in zip(found, held, strict=True)
    ]


def _perhaps_read(one: Variable, unit: Unit, calls: Sequence[Unit]) -> Unit:
    """The unit of a variable that no call that moved is known to read, held back by a call beside a read of it that
    stays and asks no server that is known: it may be this one."""
    files = {place.path for place in one.of("read")}
    asking = [each for each in calls if each.path in files and each.problems and each.unproved and not each.goes]
    why = f"{one.name} may be read for a call that stays as it is"
    found = (Problem(each.path, each.span, why, each.problems[0].how) for each in asking)
    return replace(unit, problems=(*unit.problems, *found))


def _defaults(one: Variable) -> frozenset[tuple[str, str]]:
    """The files that read a variable with a default, each with that."""
    return frozenset((place.path, place.value) for place in one.of("read") if place.value)


def _units(
    one: Variable,
    known: Sequence[Server],
    calls: Sequence[Unit],
    files: Sequence[str],
    read: Read,
    rules: RuleSet,
) -> Iterator[Unit]:
    """The unit of a variable, and one more for every further server that its values point to."""
    if one.server:
        return
    asked = {
        operation.operation
        for operation in rules.operations.values()
        if operation.new is not None and any(place.value.endswith(operation.new.path) for place in one.of("read"))
    }
    edits, groups, problems = list[Edit](), list[str](), list[Problem]()
    mine = list[Unit]()
    for place in one.places:
        if place.at is None or not place.value or place.server:
            continue
        source = read(place.path)
        if source is not None and starts_its_own(source, rules):
            why = "tests are run with an old server here, which the code does not ask any more"
            mine.append(Unit(place.path, place.span, RULE, problems=(Problem(place.path, place.span, why, OWN_HOW),)))
            continue
        for move in moves(one.name, place, known, asked, rules):
            edits.append(Edit(place.path, move.span, (move.text,), RULE))
            groups += [move.group] if move.group else []
        problems += blocked(place, asked, rules)
    copied, missing = copies(one, edits, files, read, rules)
    if not edits and not copied:
        groups = list(_standing(one, known, rules))
        if not groups:
            return
    sent, besides = commands(one, read, rules)
    if not (edits or copied or sent or besides):
        return
    problems += [*_left(one, calls, rules), *_foreign(one, edits, read, rules)]
    first = next((place for place in one.places if place.act == "set"), one.places[0])
    if implied := list(_implied(one, calls)):
        if copied and not problems:
            where = copied[0]
            yield Unit(where.path, where.span, _rule(one, first, rules), tuple(copied), reviews=(BESIDE,))
        problems += implied
        copied = []
    reviews: tuple[str, ...] = (_review(one), *_started(edits, read, rules))
    for group in dict.fromkeys(groups) or [""]:
        made = (*edits, *sent, *copied)
        yield Unit(first.path, first.span, _rule(one, first, rules), made, (), tuple(problems), reviews, group)
        reviews = ()
    if not problems:
        yield from (*besides, *missing, *mine)


def _started(edits: Sequence[Edit], read: Read, rules: RuleSet) -> Iterator[str]:
    """What to say of the scripts that set a new address, and start an old server themselves."""
    if rules.deployment is None:
        return
    starts = re.compile(
        rf"^[^#\n]*?(?<![\w./-]){re.escape(rules.deployment.old.program)}[ \t]+serve\b".encode(), re.MULTILINE
    )
    for path in sorted({edit.path for edit in edits if language_of(edit.path) in SCRIPTS}):
        source = read(path)
        found = starts.search(source.data) if source is not None else None
        if source is not None and found is not None:
            line = source.position(found.end())[0]
            yield f"{path}:{line} starts an old server: start the new one there, with its model"


def _standing(one: Variable, known: Sequence[Server], rules: RuleSet) -> Iterator[str]:
    """The groups of the servers that move, and go on answering at the address which a variable holds."""
    for place in one.places:
        for found in ADDRESS.finditer(place.value if place.at is not None and not place.server else ""):
            host, port = found["host"], found["port"] or ""
            to = moved(host, port, place.path, known, rules.evidence) if host in LOCAL and port else None
            if to is not None and to.group and (to.host, to.port) == (host, port):
                yield to.group


def _rule(one: Variable, place: Place, rules: RuleSet) -> str:
    rule = match(Reference("env-write", place.span, one.name, place.value), "dotenv", ".env", rules)
    return rule.rule if rule is not None else RULE


def _left(one: Variable, calls: Sequence[Unit], rules: RuleSet) -> Iterator[Problem]:
    """The calls that stay as they are: what they are given must not move."""
    for place, unit in readers(one, calls, rules):
        why = f"{one.name} is read for a call that stays as it is"
        how = unit.problems[0].how if unit.problems else "rewrite the call as well"
        said = f"{why}: {unit.problems[0].why}" if unit.problems else why
        yield Problem(place.path, place.span, said, how)


def _implied(one: Variable, calls: Sequence[Unit]) -> Iterator[Problem]:
    """The calls that stay through a library that reads the variable by itself."""
    for unit in calls:
        if one.name in unit.reads and unit.problems and not unit.goes:
            why = f"{one.name} is read by the library of a call that stays as it is: {unit.problems[0].why}"
            yield Problem(unit.path, unit.span, why, unit.problems[0].how)


def _foreign(one: Variable, edits: Sequence[Edit], read: Read, rules: RuleSet) -> Iterator[Problem]:
    """The places where it is set for somebody else's program, which goes on speaking to the old server."""
    old = rules.deployment.old.images if rules.deployment is not None else ()
    for place in one.of("set"):
        at = place.at
        if at is None or not place.path.endswith((".yml", ".yaml")):
            continue
        moved = any(edit.path == place.path and at.start <= edit.span.start < at.end for edit in edits)
        source = read(place.path) if moved else None
        image = image_around(source.data, place.span) if source is not None else ""
        if image in ("", BUILT) or any(name in image for name in old) or _is_runtime(image, rules):
            continue
        known = any(name in image and one.name in names for name, names in rules.names.images.items())
        if known or not one.of("read"):
            why = f"the image {image} reads {one.name}, and nothing here tells that it can speak to the new server"
            yield Problem(place.path, at, why, "set what it has for an OpenAI-compatible server")


def _is_runtime(image: str, rules: RuleSet) -> bool:
    """Whether an image has only what programs need, and the project's own runs in it."""
    return bool(rules.names.runtimes) and re.search(rules.names.runtimes, image) is not None


def _review(one: Variable) -> str:
    if not one.of("set"):
        return f"{one.name} is set nowhere here: set it to the new address where it is"
    read = one.of("read")
    if not read:
        return f"nothing here reads {one.name}: whoever does must ask the new server"
    return f"wherever else {one.name} is set, a .env file or a secret store say, it needs the new address"
