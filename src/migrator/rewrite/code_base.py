"""The calls in a code base as units of rewriting, read through whatever state the rewrite is in."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Sequence

from migrator.analysis.companions import accompanying
from migrator.analysis.dataflow.project import SUFFIXES, Kept, Project
from migrator.analysis.stand_ins.recordings import is_recording
from migrator.analysis.units import unreviewed
from migrator.record import replace
from migrator.rewrite.plan import Read
from migrator.rewrite.run import Analyse, Follow
from migrator.rules.load import RuleSet
from migrator.rules.needles import needles
from migrator.scan import pool
from migrator.scan.search import matcher
from migrator.scan.source import Source
from migrator.unit import Unit

CHUNK = 8
"""Files that are analysed at a time: some take a hundred times as long as others."""
WORTH_WORKERS = 16
"""Files with hits from which on several processes are faster."""

SETTINGS = re.compile(r"(?:tsconfig|jsconfig)[\w.-]*\.json$|package\.json$|deno\.jsonc?$")
"""Files that say where modules are found, and what for they are."""

AHEAD = "the server that is declared here stays as it was: the new one must answer at this address before this runs"


def analysis(files: Sequence[str], read: Read, rules: RuleSet) -> Analyse:
    """Finds the units in ``files``, all of a code base: the code that has a hit is parsed, with what it needs.

    ``read`` gives the files as they are on disk, where the hits are looked for. What cannot be read has no unit.
    """
    code = [path for path in files if os.path.splitext(path)[1].lower() in SUFFIXES]
    settings = [path for path in files if SETTINGS.match(posixpath.basename(path)) or is_recording(path)]
    holds = matcher(needles(rules.evidence), len(code))
    telling = [path for path in code if (source := _if_readable(read, path)) is not None and holds(source.data)]

    def analyse(state: Read) -> Sequence[Unit]:
        project = Project([*code, *settings], lambda path: _if_readable(state, path))

        def found(paths: Sequence[str]) -> list[Unit]:
            return unreviewed(project, paths, rules)

        jobs = 0 if pool.FORKS else 1  # what a file looks like by now is known to this process and its children
        parts, lost = pool.run(found, telling, jobs=jobs, chunk=CHUNK, worth=WORTH_WORKERS)
        from migrator.analysis.stand_ins.units import reviewed

        return reviewed([unit for part in (*parts, found(lost)) for unit in part], project, rules)

    return analyse


def whole(files: Sequence[str], read: Read, rules: RuleSet) -> tuple[Analyse, Follow]:
    """Finds the units of the code in ``files`` and of what configures frameworks, and what follows once it has changed.

    Calls that read one variable are tied together first. What follows are the variables that no call needs as they
    were, the servers that nothing names any more as they were, and the packages that are declared.
    """
    from migrator.analysis.deployment.pointing import held, unheld
    from migrator.analysis.deployment.units import Facts
    from migrator.analysis.deployment.units import units as deployed
    from migrator.analysis.framework.documents import units as configured
    from migrator.analysis.made_up import units as made_up
    from migrator.analysis.manifest.outdated import held_back
    from migrator.analysis.variables.readers import together
    from migrator.analysis.variables.values import units as settings

    code, packages = analysis(files, read, rules), following(files, rules)
    facts = Facts(files, lambda path: _if_readable(read, path), rules)
    left: list[Unit] = []
    asked: set[str] = set()

    def analyse(state: Read) -> Sequence[Unit]:
        now = _remembering(state)
        found = held_back(code(state), files, now, rules)
        left[:] = accompanying(together(files, now, found, rules), files, rules)
        asked.update(_variables(left))
        return [*left, *configured(files, now, rules)]

    def follow(before: Read, state: Read, changed: frozenset[str]) -> Sequence[Unit]:
        now = _remembering(state)
        servers = deployed(files, now, facts, rules)
        once = _remembering(before) if changed else None
        variables = settings(files, now, left, rules, asked - _variables(left), once)
        settled = not any(_waits(unit, rules) for unit in (*left, *variables))
        placed = variables
        if servers:
            placed = held([*variables, *servers], files, now, rules, uses=facts.uses, settled=settled)
        if changed:
            placed = [*placed, *made_up(files, once or now, now, left, rules)]
        if changed and settled:
            placed = [*placed, *unheld(placed, files, now, rules, uses=facts.uses)]
        return [*packages(before, state, changed), *_freed(placed, variables)]

    return analyse, follow


def _variables(calls: Iterable[Unit]) -> set[str]:
    """The variables from which calls have the address that they ask."""
    return {unit.group[1:].partition("@")[0] for unit in calls if unit.group.startswith("$")}


def _freed(units: Sequence[Unit], variables: Iterable[Unit]) -> list[Unit]:
    """The units, without the group of a server that stays for ``variables`` that follow code which has moved already.

    Left behind, they would send it to the old server, which answers such requests as well, and in its own way.
    """
    staying = {unit.group for unit in units if unit.group and unit.problems}
    following = {(one.path, one.span, one.group) for one in variables if one.follows and not one.problems}
    free = {place for place in following if place[-1] in staying}
    return [
        replace(unit, group="", reviews=(*unit.reviews, AHEAD)) if (unit.path, unit.span, unit.group) in free else unit
        for unit in units
    ]


def _waits(unit: Unit, rules: RuleSet) -> bool:
    """Whether a unit goes on asking the old server; what cannot ask the new one has to go, wherever its server is."""
    operation = rules.operations.get(unit.rule)
    asks = operation is not None and operation.new is not None
    return bool(unit.problems) and not unit.goes and (asks or bool(unit.edits))


def following(files: Sequence[str], rules: RuleSet) -> Follow:
    """Finds what follows from the changes of code: that the manifests in ``files`` declare other packages."""
    from migrator.analysis.manifest.dependencies import units as manifests

    def follow(before: Read, now: Read, changed: frozenset[str]) -> Sequence[Unit]:
        return manifests(
            files,
            lambda path: _if_readable(before, path),
            lambda path: _if_readable(now, path),
            changed,
            rules.distributions,
        )

    return follow


def _remembering(state: Read) -> Callable[[str], Source | None]:
    """Keeps the files that were read last."""
    kept = Kept()
    return lambda path: kept.get(path, lambda path: _if_readable(state, path))


def naming(files: Sequence[str], rules: RuleSet) -> Analyse:
    """Finds the names in ``files``, all of a code base, that hold the old server's word; and what they are in there."""
    from migrator.analysis.renaming.units import units
    from migrator.analysis.renaming.words import renamed

    def analyse(state: Read) -> Sequence[Unit]:
        def now(path: str) -> str:
            """The path of a file by now: it may have been renamed in an earlier round."""
            return path if _if_readable(state, path) is not None else renamed(path, rules.names)

        return units(list(dict.fromkeys(map(now, files))), lambda path: _if_readable(state, path), rules)

    return analyse


def _if_readable(read: Read, path: str) -> Source | None:
    try:
        return read(path)
    except OSError:
        return None
