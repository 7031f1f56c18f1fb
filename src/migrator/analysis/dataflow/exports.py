"""What a module of the project hands out under a name, through imports and re-exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.syntax import Binding

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Module


def exports(module: Module, name: str, project: Project, seen: set[str]) -> list[tuple[Module, Binding]]:
    """What an import of ``name`` gets: a binding of the module itself, or of one all of whose names it hands on."""
    seen.add(module.source.path)
    bound = module.binding(module.scope(0), name)
    if bound:
        return [(module, binding) for binding in bound]
    for specifier in module.handed_on() if name and name != "default" else ():
        there = module.imported(specifier, project)
        if there is not None and there.source.path not in seen:
            found = exports(there, name, project, seen)
            if found:
                return found
    return []


def target(binding: Binding, module: Module, project: Project) -> tuple[Module, str] | None:
    """The module of the project that an import names, and the name taken from it (empty for the module itself)."""
    if binding.imported and module.packages:
        inside = module.imported(
            f"{binding.module.rstrip('.')}.{binding.imported}"
            if binding.module.strip(".")
            else f"{binding.module}{binding.imported}",
            project,
        )
        if inside is not None:
            return inside, ""
    there = module.imported(binding.module, project)
    return (there, binding.imported) if there is not None else None
