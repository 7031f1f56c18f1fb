"""Whether a file makes anything of a framework, which is quickly told of most: only then it is looked into."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.framework.units import Reached
    from migrator.rules.frameworks import Framework
    from migrator.rules.load import RuleSet
    from migrator.syntax import Module


def of_frameworks(module: Module, project: Project, rules: RuleSet) -> list[Reached]:
    """What a file makes of the frameworks that reach the old server; nothing is looked at where no name occurs."""
    if not any(_may_use(one, module, project) for one in rules.frameworks):
        return []
    from migrator.analysis.framework import units as frameworks

    return frameworks.units(module, project, rules)


def _may_use(framework: Framework, module: Module, project: Project) -> bool:
    """Whether a file has the names by which something of a framework is known."""
    data = module.source.data
    if framework.language != module.family:
        return False
    if framework.within:
        return any(
            name.encode() in data
            and any(text.encode() in data for text in texts or ("",))
            and (module.holding(name) or b"dict(" in data)
            for name, texts in framework.proof.items()
        )
    return any(_may_name(name, module, project) for name in (*framework.calls, *framework.ready))


def _may_name(name: str, module: Module, project: Project) -> bool:
    """Whether a file has the last part of a qualified name, and the package of it or what may hand it on.

    A text that ends in it may be how a test replaces what another file has.
    """
    last, data = name.rpartition(".")[2], module.source.data
    if last.encode() not in data:
        return False
    if any(f".{last}{mark}".encode() in data for mark in "\"'"):
        return True
    if f".{last}".encode() not in data and not module.mentions(last):
        return False
    package = name.replace("/", ".").partition(".")[0]
    return package.encode() in data or any(module.imported(one.module, project) for one in module.imports())
