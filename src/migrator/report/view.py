"""What of an audit is shown, and how: the options of a report as one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from migrator.model import Audit, Explained, Finding, Kind, Priority, Skipped, Unknown
from migrator.record import record, replace
from migrator.scan.source import Source

GroupBy = Literal["priority", "file", "kind", "rule", "layer", "language"]
GROUPINGS: tuple[GroupBy, ...] = ("priority", "file", "kind", "rule", "layer", "language")

_Placed = TypeVar("_Placed", Finding, Unknown, Explained, Skipped)


@record
class RuleNote:
    """What a rule finds and why that matters, in a sentence each."""

    what: str
    why: str = ""


@record
class View:
    """The options of a report. Empty filters let everything through.

    ``paths`` are patterns as in a ``.gitignore`` (``backend``, ``*.py``, ``src/**/routes``). ``width`` is in columns.
    ``source`` gives a scanned file or None when it is gone; without it no format can show a fix as text. ``describe``
    gives what is known about a rule, or None.
    """

    group_by: GroupBy = "priority"
    priorities: tuple[Priority, ...] = ()
    kinds: tuple[Kind, ...] = ()
    paths: tuple[str, ...] = ()
    width: int = 80
    colour: bool = False
    verbose: bool = False
    source: Callable[[str], Source | None] | None = None
    describe: Callable[[str], RuleNote | None] | None = None

    @property
    def filtered(self) -> bool:
        """Whether a person asked for a part of the findings."""
        return bool(self.priorities or self.kinds or self.paths)


def select(audit: Audit, view: View) -> Audit:
    """The part of ``audit`` that ``view`` lets through.

    Priorities and kinds choose among findings only: what is unknown or skipped has neither, and stays.
    """
    if not view.filtered:
        return audit
    findings = _below(audit.findings, view.paths)
    return replace(
        audit,
        findings=tuple(
            finding
            for finding in findings
            if (not view.priorities or finding.priority in view.priorities)
            and (not view.kinds or finding.kind in view.kinds)
        ),
        unknown=_below(audit.unknown, view.paths),
        explained=_below(audit.explained, view.paths),
        skipped=_below(audit.skipped, view.paths),
    )


def _below(placed: Iterable[_Placed], patterns: tuple[str, ...]) -> tuple[_Placed, ...]:
    if not patterns:
        return tuple(placed)
    from pathspec import GitIgnoreSpec

    matches = GitIgnoreSpec.from_lines(pattern.removeprefix("./") for pattern in patterns).match_file
    known: dict[str, bool] = {}
    for thing in placed:
        if thing.path not in known:
            known[thing.path] = matches(thing.path)
    return tuple(thing for thing in placed if known[thing.path])
