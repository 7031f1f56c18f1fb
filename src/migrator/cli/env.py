"""``migrator env``: the variables of the environment, who sets and who reads them, and what does not fit together."""

from __future__ import annotations

from migrator.analysis.variables.collect import graph
from migrator.cli.output import show
from migrator.cli.project import opened
from migrator.report import environment
from migrator.report.escape import visible
from migrator.scan.files import reader
from migrator.scan.source import Source
from migrator.scan.walk import walk


def run(*, format: str, rules: tuple[str, ...], config: str) -> int:
    """Print the graph of the environment."""
    settings, rule_set = opened(config, rules)
    read = reader(settings)

    def readable(path: str) -> Source | None:
        try:
            return read(path)
        except OSError:
            return None

    found = graph(walk(settings.root, (), settings).files, readable, rule_set)
    if format == "json":
        import json

        show(json.dumps(environment.document(found), indent=2) + "\n")
    else:
        show(environment.text(found, visible))
    return 0
