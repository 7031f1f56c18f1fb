"""What a client is made with, by where its code runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.record import replace

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.rules.load import RuleSet
    from migrator.rules.packages import Package
    from migrator.syntax import Module


def fitted(package: Package, module: Module, project: Project, rules: RuleSet) -> Package:
    """A package as it is used in a file: where there is no environment to read, its clients gain other arguments."""
    other = next((one for one in rules.packages if one.package == package.in_browser), None)
    if other is None or not module.in_browser(project):
        return package
    return replace(package, absent=other.absent, always=other.always, reviews=other.reviews)
