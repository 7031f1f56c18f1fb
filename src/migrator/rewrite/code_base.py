"""The calls in a code base as units of rewriting, read through whatever state the rewrite is in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache

from migrator.analysis.project import SUFFIXES, Project
from migrator.analysis.units import units
from migrator.rewrite.plan import Read
from migrator.rewrite.run import Analyse
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


def following(files: Sequence[str], read: Read, rules: RuleSet) -> Analyse:
    """Finds what follows from the changes of code: that the manifests in ``files`` declare other packages.

    ``read`` gives the files as they are on disk, before any change.
    """
    from migrator.analysis.dependencies import units as changed

    before = cache(lambda path: _if_readable(read, path))

    def analyse(state: Read) -> Sequence[Unit]:
        return changed(files, before, lambda path: _if_readable(state, path), rules.distributions)

    return analyse


def _if_readable(read: Read, path: str) -> Source | None:
    try:
        return read(path)
    except OSError:
        return None
