"""``migrator gate``: exit code 0 only when nothing is open that was not accepted."""

from __future__ import annotations

import sys

from migrator.cli.judged import Judged, judged
from migrator.cli.output import coloured, columns, show, targets, write
from migrator.cli.report import rendered
from migrator.model import Priority
from migrator.record import replace
from migrator.report.view import View


def run(
    *,
    paths: tuple[str, ...],
    baseline: str,
    locked: bool,
    documents: bool,
    threshold: int,
    min_priority: Priority,
    format: str,
    output: tuple[str, ...],
    rules: tuple[str, ...],
    config: str,
    color: bool | None,
    jobs: int,
    quiet: bool,
) -> int:
    """Judge ``paths`` and report. Returns 1 when the gate fails."""
    files = targets(output)
    result = judged(
        paths or (".",),
        baseline=baseline,
        documents=documents,
        config=config,
        rules=rules,
        jobs=jobs,
        locked=locked,
        threshold=threshold,
        priority=min_priority,
        fixes=any(name != "text" for name in (format, *(name for name, _ in files))),
    )
    for name, path in files:
        write(path, verdict_as(name, result))
    if not quiet:
        show(verdict_as(format, result, width=columns(), colour=coloured(color)))
        if format not in ("text", "json"):  # which show findings, and no other reason to fail
            print(verdict_as("text", result), end="", file=sys.stderr)
    return 1 if result.verdict.failed else 0


def verdict_as(format: str, result: Judged, *, width: int = 80, colour: bool = False) -> str:
    """The verdict as text or JSON; in the other formats the findings on which the gate fails."""
    if format == "text":
        from migrator.report import gate_text

        return gate_text.render(result.verdict, columns=width, colour=colour)
    if format == "json":
        from migrator.report import gate_json

        return gate_json.render(result.verdict)
    failing = replace(result.found, findings=result.verdict.open)
    return rendered(format, failing, View(), result.settings, result.rules)
