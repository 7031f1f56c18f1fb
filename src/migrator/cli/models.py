"""``migrator models``: every model that is named, what it stands for, and what it takes to serve it."""

from __future__ import annotations

from migrator.analysis.deployment.memory import Cards, parsed
from migrator.analysis.deployment.uses import by_model, uses
from migrator.cli.output import show
from migrator.cli.project import absolute, opened, readable
from migrator.errors import UserError
from migrator.report import models
from migrator.report.escape import visible
from migrator.rules.models import catalogue
from migrator.scan.walk import walk


def run(
    *, paths: tuple[str, ...], gpu: str, gpus: str, format: str, rules: tuple[str, ...], config: str, quiet: bool
) -> int:
    """List the models. Returns 1 when one of them cannot be served as it is."""
    cards = given(gpu, gpus)
    settings, rule_set = opened(config, rules)
    files = walk(settings.root, absolute(paths), settings).files
    groups = by_model(uses(files, readable(settings), rule_set, catalogue(rule_set.models)))
    if format == "json":
        import json

        show(json.dumps(models.document(groups, cards), indent=2) + "\n")
    elif not quiet:
        show(models.text(groups, cards, visible))
    return 1 if models.troubled(groups) else 0


def given(gpu: str, gpus: str) -> Cards | None:
    """The cards that ``--gpu`` or ``--gpus`` name. Raises :class:`UserError` where they name none."""
    if not gpu and not gpus:
        return None
    option, text = ("--gpu", gpu) if gpu else ("--gpus", gpus)
    cards = parsed(text)
    if cards is None:
        raise UserError([f"{option} {text}: not the memory of a card; write 16GB, or 2x24GB for two cards"])
    return cards
