"""An audit and what the gate says of it: what ``migrator gate`` and ``migrator baseline`` have in common."""

from __future__ import annotations

import os
from datetime import date

from migrator.audit.run import audit
from migrator.cli.project import opened
from migrator.gate import baseline as baselines
from migrator.gate.collect import collect
from migrator.gate.verdict import Verdict, judge
from migrator.model import Audit, Priority
from migrator.record import record
from migrator.rules.load import RuleSet
from migrator.scan.walk import relative
from migrator.settings import Settings


@record
class Judged:
    """One run: what was found, what the gate says, the settings and rules, and the baseline with its file."""

    found: Audit
    verdict: Verdict
    settings: Settings
    rules: RuleSet
    baseline: baselines.Baseline | None
    path: str


def judged(
    paths: tuple[str, ...],
    *,
    baseline: str,
    documents: bool,
    config: str,
    rules: tuple[str, ...],
    jobs: int,
    locked: bool = False,
    threshold: int = 0,
    priority: Priority = "low",
    fixes: bool = False,
) -> Judged:
    """Audit ``paths`` and judge the result, with what the ``fixes`` would be if asked for.

    Raises :class:`migrator.errors.UserError`.
    """
    settings, rule_set = opened(config, rules)
    path = baseline or os.path.join(settings.root, settings.baseline)
    known = baselines.read(path)
    found = audit(settings.root, paths, settings, rule_set, jobs=jobs, whole=fixes)
    verdict = judge(
        found,
        settings,
        known,
        collect(paths, settings, jobs=jobs),
        date.today(),
        documents=documents,
        locked=locked,
        threshold=threshold,
        priority=priority,
        known_rules=rule_set.files,
        within=[relative(settings.root, os.path.realpath(path)) for path in paths],
    )
    return Judged(found, verdict, settings, rule_set, known, path)
