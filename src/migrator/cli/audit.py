"""``migrator audit``: every reference, explained, the most dangerous first."""

from __future__ import annotations

from migrator.audit.run import audit
from migrator.cli.output import coloured, columns, show, targets, write
from migrator.cli.project import opened
from migrator.cli.report import rendered
from migrator.model import Kind, Priority
from migrator.record import replace
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
    for name, file in files:
        write(file, rendered(name, found, view, settings, rule_set))
    if not quiet:
        view_here = replace(view, width=columns(), colour=coloured(color))
        show(rendered(format, found, view_here, settings, rule_set))
    shown = select(found, view)
    return 1 if (shown.findings or shown.unknown) and not exit_zero else 0
