"""Small code bases in memory, and what the tool makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from migrator.analysis.dataflow.project import Project
from migrator.analysis.units import units
from migrator.rewrite.language import language_of
from migrator.rewrite.plan import Plan, plan
from migrator.rules.load import RuleSet, load
from migrator.scan.source import Source


@cache
def rules() -> RuleSet:
    """The built-in rules, read once."""
    return load()


def planned(files: Mapping[str, str]) -> Plan:
    """The plan for a code base given as path → text."""
    sources = {path: Source(path, text.encode()) for path, text in files.items()}
    project = Project(sources, sources.get)
    return plan(units(project, sorted(sources), rules()), sources.__getitem__, language_of)


def rewritten(files: Mapping[str, str]) -> dict[str, str]:
    """The code base after a rewrite, with the files that it makes."""
    return {**files, **{file.path: file.after.decode() for file in planned(files).files}}


def blocked(files: Mapping[str, str]) -> list[str]:
    """Why each unit that stays as it is does."""
    return [f"{b.unit.rule}: {b.problems[0].why}" for b in planned(files).blocked]
