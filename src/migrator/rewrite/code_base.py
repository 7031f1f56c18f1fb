"""The calls in a code base as units of rewriting, read through whatever state the rewrite is in."""

from __future__ import annotations

import os
from collections.abc import Sequence

from migrator.analysis.project import SUFFIXES, Project
from migrator.analysis.units import units
from migrator.rewrite.plan import Read
from migrator.rewrite.run import Analyse, Follow
from migrator.rules.load import RuleSet
from migrator.rules.needles import needles
from migrator.scan.search import matcher
from migrator.scan.source import Source
from migrator.unit import Unit


def analysis(files: Sequence[str], read: Read, rules: RuleSet) -> Analyse:
    """Finds the units in ``files``, all of a code base: the code that has a hit is parsed, with what it needs.

    ``read`` gives the files as they are on disk, where the hits are looked for. What cannot be read has no unit.
    """
    code = [path for path in files if os.path.splitext(path)[1].lower() in SUFFIXES]
    holds = matcher(needles(rules.evidence), len(code))
    telling = [path for path in code if (source := _if_readable(read, path)) is not None and holds(source.data)]

    def analyse(state: Read) -> Sequence[Unit]:
        return units(Project(code, lambda path: _if_readable(state, path)), telling, rules)

    return analyse


def following(files: Sequence[str], rules: RuleSet) -> Follow:
    """Finds what follows from the changes of code: that the manifests in ``files`` declare other packages."""
    from migrator.analysis.dependencies import units as manifests

    def follow(before: Read, now: Read, changed: frozenset[str]) -> Sequence[Unit]:
        return manifests(
            files,
            lambda path: _if_readable(before, path),
            lambda path: _if_readable(now, path),
            changed,
            rules.distributions,
        )

    return follow


def _if_readable(read: Read, path: str) -> Source | None:
    try:
        return read(path)
    except OSError:
        return None
