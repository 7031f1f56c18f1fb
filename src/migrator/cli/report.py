"""An audit in a format, with what the formats may ask for: the scanned files and what is known of each rule."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from migrator.cli.project import reader
from migrator.model import Audit
from migrator.report import render
from migrator.report.view import RuleNote, View
from migrator.rules.load import RuleSet
from migrator.settings import Settings


def rendered(format: str, found: Audit, view: View, settings: Settings, rules: RuleSet) -> str:
    """``found`` as ``format``."""
    notes = {rule.rule: RuleNote(rule.what, rule.why) for rule in rules.references}
    notes |= {name: RuleNote(call.does, call.trap) for name, call in rules.operations.items()}
    return render(format, found, replace(view, describe=notes.get, source=cache(reader(settings))))
