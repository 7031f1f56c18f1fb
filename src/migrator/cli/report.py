"""An audit in a format, with what the formats may ask for: the scanned files and what is known of each rule."""

from __future__ import annotations

from functools import cache

from migrator.model import Audit
from migrator.record import replace
from migrator.report import render
from migrator.report.view import RuleNote, View
from migrator.rules.load import RuleSet
from migrator.scan.files import reader
from migrator.scan.source import Source
from migrator.settings import Settings


def rendered(format: str, found: Audit, view: View, settings: Settings, rules: RuleSet) -> str:
    """``found`` as ``format``."""
    notes = {rule.rule: RuleNote(rule.what, rule.why) for rule in rules.references}
    notes |= {name: RuleNote(call.does, call.trap) for name, call in rules.operations.items()}
    read = reader(settings)

    @cache
    def source(path: str) -> Source | None:
        try:
            return read(path)
        except OSError:
            return None

    return render(format, found, replace(view, describe=notes.get, source=source))
