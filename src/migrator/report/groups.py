"""Findings in groups, the dangerous ones first, with how many of each a report for people shows."""

from __future__ import annotations

from collections.abc import Iterable

from migrator.model import LAYERS, PRIORITIES, Finding
from migrator.record import record
from migrator.report.view import View

_WHOLE = 60
_CAPS = {"critical": 30, "high": 20, "medium": 12, "low": 6}
_CAP = 12


@record
class Group:
    """Findings that share ``name``, by path and place. A report for people lists the first ``shown``."""

    name: str
    findings: tuple[Finding, ...]
    shown: int

    @property
    def rest(self) -> tuple[Finding, ...]:
        """The findings that are counted but not listed."""
        return self.findings[self.shown :]


def grouped(findings: tuple[Finding, ...], view: View) -> list[Group]:
    """``findings`` by ``view.group_by``, groups with the worst priority first.

    A short list, a filtered one and a verbose one are shown whole; else each group is capped.
    """
    members: dict[str, list[Finding]] = {}
    for finding in findings:
        members.setdefault(_name(finding, view), []).append(finding)
    whole = view.verbose or view.filtered or len(findings) <= _WHOLE
    groups = []
    for name, found in members.items():
        found.sort(key=lambda finding: (finding.path, finding.line, finding.column))
        groups.append(Group(name, tuple(found), len(found) if whole else min(len(found), _CAPS.get(name, _CAP))))
    groups.sort(key=lambda group: _rank(group, view))
    return groups


def by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """``findings`` by path, in their order."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.path, []).append(finding)
    return files


def _name(finding: Finding, view: View) -> str:
    return finding.path if view.group_by == "file" else str(getattr(finding, view.group_by))


def _rank(group: Group, view: View) -> tuple[int, int, str]:
    if view.group_by == "layer":
        return [*LAYERS].index(group.findings[0].layer), 0, ""
    if view.group_by == "file":
        return 0, 0, group.name
    return min(PRIORITIES.index(finding.priority) for finding in group.findings), -len(group.findings), group.name
