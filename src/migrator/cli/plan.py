"""``migrator plan``: which servers the code base needs, with which flags and memory, and the files that start them."""

from __future__ import annotations

import os

from migrator.analysis.deployment import planned_files
from migrator.analysis.deployment.needs import needs
from migrator.analysis.deployment.planned import planned
from migrator.analysis.deployment.uses import uses
from migrator.cli.models import given
from migrator.cli.output import show
from migrator.cli.project import absolute, opened, readable
from migrator.errors import UserError
from migrator.report import plan as report
from migrator.report.escape import visible
from migrator.rules.models import catalogue
from migrator.scan.walk import walk


def run(
    *,
    paths: tuple[str, ...],
    gpu: str,
    gpus: str,
    write: str,
    kubernetes: bool,
    force: bool,
    format: str,
    rules: tuple[str, ...],
    config: str,
    quiet: bool,
) -> int:
    """Print the plan, or write its file. Returns 1 when a model that is needed cannot be served as it is named."""
    cards = given(gpu, gpus)
    settings, rule_set = opened(config, rules)
    deployment = rule_set.deployment
    if deployment is None:
        raise UserError(["the rules say nothing of how the new server is deployed"])
    files, read = walk(settings.root, absolute(paths), settings).files, readable(settings)
    found = uses(files, read, rule_set, catalogue(rule_set.models))
    plan = planned(found, needs(files, read, rule_set), deployment, cards=cards, port=settings.port)
    if write:
        if not plan.servers:
            raise UserError([f"--write {write}: there is no model that could be served, and nothing is written"])
        made = planned_files.manifests if kubernetes else planned_files.compose_file
        create(write, made(plan, deployment), force=force)
    if format == "json":
        import json

        show(json.dumps(report.document(plan, cards), indent=2) + "\n")
    elif not quiet:
        if kubernetes and not write:
            show(planned_files.manifests(plan, deployment))
        else:
            show(report.text(plan, cards, visible) + (f"\nwritten to {visible(write)}\n" if write else ""))
    return 1 if plan.unserved else 0


def create(path: str, text: str, *, force: bool) -> None:
    """Write a new file; one that is there already is kept, unless ``force`` says otherwise."""
    if os.path.lexists(path) and not force:
        raise UserError([f"--write {path}: there is such a file already; --force overwrites it"])
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
