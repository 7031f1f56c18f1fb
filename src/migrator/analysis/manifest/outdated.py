"""Code that would come to import a package of which no version goes with what the project has beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.manifest.dependencies import above, folder_of
from migrator.languages.manifests import family_of, manifest, reader_of
from migrator.record import replace
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.languages.manifests.listing import Manifest
    from migrator.rules.distributions import Distributions, Version
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source
    from migrator.unit import Unit

Read = Callable[[str], "Source | None"]


def held_back(units: Sequence[Unit], files: Iterable[str], read: Read, rules: RuleSet) -> list[Unit]:
    """The units, with a problem for each that moves to a package that is too new for the manifest of its file.

    Args:
        units: those of the code.
        files: all paths of the code base.
        read: gives the manifests.
        rules: what is known of the frameworks and of their packages.
    """
    found = list(units)
    for each in rules.distributions:
        wanted = {module: needed for module, names in each.imports.items() if (needed := _needed(each, names[0]))}
        modules = {one.framework: module for one in rules.frameworks if (module := one.to.rpartition(".")[0]) in wanted}
        moving = [index for index, unit in enumerate(found) if unit.rule in modules and unit.edits]
        manifests = list(_manifests(files, read, each.language)) if moving else []
        for index in moving:
            unit = found[index]
            module = modules[unit.rule]
            problems = tuple(_problems(module, unit.path, wanted[module], manifests))
            found[index] = replace(unit, problems=(*unit.problems, *problems))
    return found


def _needed(rules: Distributions, name: str) -> tuple[Version, ...]:
    """The versions of a distribution, if each wants something beside it."""
    versions = rules.versions.get(name, ())
    return versions if all(version.beside for version in versions) else ()


def _manifests(files: Iterable[str], read: Read, language: str) -> Iterator[Manifest]:
    for path in files:
        if reader_of(path) and family_of(path) == language:
            source = read(path)
            one = manifest(source) if source is not None else None
            if one is not None:
                yield one


def _problems(module: str, path: str, versions: Sequence[Version], manifests: Iterable[Manifest]) -> Iterator[Problem]:
    least: dict[str, int] = {}
    for version in versions:
        least.update({name: min(major, least.get(name, major)) for name, major in version.beside.items()})
    declared = [
        (one.path, item)
        for one in manifests
        for listing in one.listings
        for item in listing.items
        if item.name in least and above(one.path, path)
    ]
    nearest = max((len(folder_of(name)) for name, _ in declared), default=0)
    for name, item in declared:
        major = re.search(r"\d+", item.version)
        if len(folder_of(name)) == nearest and major is not None and int(major.group()) < least[item.name]:
            why = f"no version of {module} that does the same goes with {item.written} {item.version}"
            how = f"raise {item.written} to {least[item.name]} or newer, and run again"
            yield Problem(name, item.span, why, how)
