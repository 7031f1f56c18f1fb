"""``migrator baseline``: the debt that is known. It falls by itself, and rises only where a person says so."""

from __future__ import annotations

from migrator.cli.judged import judged
from migrator.cli.output import show
from migrator.gate import baseline as baselines
from migrator.report.escape import visible


def run(
    *,
    baseline: str,
    accept: bool,
    documents: bool,
    rules: tuple[str, ...],
    config: str,
    jobs: int,
    quiet: bool,
) -> int:
    """Take out of the baseline what is gone; with ``accept``, and the first time, take in all that is owed."""
    result = judged((), baseline=baseline, documents=documents, config=config, rules=rules, jobs=jobs)
    old = result.baseline or baselines.Baseline()
    new = baselines.shrink(old, result.verdict.gone)
    if accept or result.baseline is None:
        new = baselines.accept(new, result.verdict.owed)
    if new != result.baseline:
        baselines.write(result.path, new)
    if not quiet:
        gone, added = len(old.entries - new.entries), len(new.entries - old.entries)
        show(f"{visible(result.path)}: {len(new.entries)} known, {gone} gone, {added} added\n")
        left = len(result.verdict.owed) - len(new.entries)
        if left:
            show(f"{left} new ones are not in it; `migrator baseline --accept` takes them in\n")
    return 0
