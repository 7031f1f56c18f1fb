"""``migrator audit``: every reference, explained, the most dangerous first."""

from __future__ import annotations

from migrator.audit.run import audit
from migrator.cli.output import targets
from migrator.cli.project import opened
from migrator.cli.report import report
from migrator.model import Kind, Priority
from migrator.report.view import GroupBy, View, select


def run(
    *,
    paths: tuple[str, ...],
    format: str,
    output: tuple[str, ...],
    group_by: GroupBy,
    priority: tuple[Priority, ...],
    kind: tuple[Kind, ...],
    path: tuple[str, ...],
    verbose: bool,
    exit_zero: bool,
    rules: tuple[str, ...],
    config: str,
    color: bool | None,
    jobs: int,
    quiet: bool,
) -> int:
    """Audit ``paths`` and report. Returns 1 when there are findings or files that could not be judged."""
    files = targets(output)
    settings, rule_set = opened(config, rules)
    found = audit(settings.root, paths or (".",), settings, rule_set, jobs=jobs)
    view = View(group_by=group_by, priorities=priority, kinds=kind, paths=path, verbose=verbose)
    report(found, view, rule_set, format=format, files=files, color=color, quiet=quiet)
    shown = select(found, view)
    return 1 if (shown.findings or shown.unknown) and not exit_zero else 0
