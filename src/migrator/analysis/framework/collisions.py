"""Names of new classes that a file uses for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.analysis.framework.classes import Taken
    from migrator.syntax import Module


def collides(taken: Taken, module: Module) -> bool:
    """Whether the new name means something else in the file."""
    root, _, name = taken.framework.to.rpartition(".")
    top = root.partition(".")[0]
    if any(
        b.name == name and (b.imported, b.module) != (name, root) for b in module.imports() if taken.framework.by_object
    ):
        return True
    return any(
        not (b.kind == "imported" and b.imported == name and b.module.partition(".")[0] == top)
        for scope in {taken.binding.scope, module.scope(0)}
        for b in module.binding(scope, name)
    )
