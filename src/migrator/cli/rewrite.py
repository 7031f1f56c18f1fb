"""``migrator rewrite``: what can be changed whole is changed, the rest is listed with what blocks it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from migrator.analysis.deployment.servers import placed
from migrator.cli.output import coloured, show
from migrator.cli.project import opened, readable
from migrator.errors import UserError
from migrator.report.escape import visible
from migrator.rewrite.code_base import naming, whole
from migrator.rewrite.collision import with_collisions
from migrator.rewrite.report import document, text
from migrator.rewrite.run import rewrite
from migrator.rules.load import RuleSet
from migrator.scan.files import reader
from migrator.scan.walk import walk
from migrator.settings import Settings
from migrator.unit import Unit

WOULD_CHANGE = 3
FAILED = 2


def run(
    *,
    paths: tuple[str, ...],
    names: bool,
    dry_run: bool,
    safe_only: bool,
    rule: tuple[str, ...],
    path: tuple[str, ...],
    format: str,
    rules: tuple[str, ...],
    config: str,
    color: bool | None,
    quiet: bool,
) -> int:
    """Rewrite ``paths``, or their ``names`` alone.

    Returns 3 when a dry run would change something, 2 when something is wrong in here.
    """
    settings, rule_set = opened(config, rules)
    check_rules(rule, rule_set)
    read = reader(settings)
    files = walk(settings.root, (), settings).files
    rule_set = placed(files, readable(settings), rule_set, settings.port)
    select = selected(paths, path, rule, safe_only, settings)
    if names:
        done = rewrite(settings.root, naming(files, rule_set), read, dry_run=dry_run, select=select)
    else:
        analyse, follow = whole(files, read, rule_set)
        done = rewrite(settings.root, analyse, read, follow=follow, dry_run=dry_run, select=select)
        evidence = rule_set.evidence
        done = with_collisions(done, files, read, evidence.ports.values(), evidence.evidence)
    if format == "json":
        import json

        show(json.dumps(document(done), indent=2) + "\n")
    elif not quiet:
        colour = coloured(color)
        show(text(done, visible, terminal=colour or sys.stdout.isatty(), colour=colour))
    if done.errors:
        return FAILED
    return WOULD_CHANGE if dry_run and done.files else 0


def selected(
    paths: tuple[str, ...], patterns: tuple[str, ...], rules: tuple[str, ...], safe_only: bool, settings: Settings
) -> Callable[[Unit], bool]:
    """Whether a unit is asked for: by where it is, by its rule, and by how safe it is."""
    if paths:
        below = frozenset(walk(settings.root, tuple(map(os.path.abspath, paths)), settings).files)
    if patterns:
        from pathspec import GitIgnoreSpec

        matching = GitIgnoreSpec.from_lines(patterns).match_file

    def select(unit: Unit) -> bool:
        return (
            (not paths or unit.path in below)
            and (not patterns or matching(unit.path))
            and (not rules or unit.rule in rules)
            and not (safe_only and unit.reviews)
        )

    return select


def check_rules(wanted: tuple[str, ...], rules: RuleSet) -> None:
    """Raises :class:`UserError` for every rule that is asked for and not there: nothing would be rewritten."""
    from migrator.rules.read import near

    missing = [name for name in wanted if name not in rules.files]
    if missing:
        raise UserError(f"--rule {name}: there is no such rule{near(name, rules.files)}" for name in missing)
