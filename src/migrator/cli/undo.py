"""``migrator undo``: the tree as it was before the last rewrite."""

from __future__ import annotations

from migrator.cli.output import show
from migrator.cli.project import root
from migrator.report.escape import visible
from migrator.rewrite.undo import undo


def run(*, force: bool, quiet: bool) -> int:
    """Undo the last rewrite, or say that there is none."""
    done = undo(root(), force=force)
    if quiet:
        return 0
    if done.run is None:
        show("There is nothing to undo.\n")
        return 0
    for path in done.restored:
        show(f"{visible(path)}: as it was\n")
    if done.overwritten:
        show(f"What was edited since the rewrite is kept in {visible(done.overwritten)}\n")
    return 0
