"""Hands an audit to the formats: one to the terminal, the others to files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from migrator.cli.output import coloured, columns, show, write
from migrator.model import Audit
from migrator.report import render
from migrator.report.view import RuleNote, View
from migrator.rules.load import RuleSet


def report(
    found: Audit,
    view: View,
    rules: RuleSet,
    *,
    format: str,
    files: Iterable[tuple[str, str]],
    color: bool | None,
    quiet: bool,
) -> None:
    """Print ``found`` as ``format`` unless it shall be ``quiet``, and write it to every one of ``files``."""
    notes = {rule.rule: RuleNote(rule.what, rule.why) for rule in rules.references}
    view = replace(view, describe=notes.get)
    for name, path in files:
        write(path, render(name, found, view))
    if not quiet:
        show(render(format, found, replace(view, width=columns(), colour=coloured(color))))
