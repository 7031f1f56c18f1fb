"""The calls of a file that go through a client library of the old server.

What is made of them is in :mod:`migrator.analysis.package.units`, which is imported where there are any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.qualify import qualified
from migrator.record import record

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.rules.packages import Package
    from migrator.syntax import Call, Module


@record(eq=False)
class PackageCall:
    """A call of a function of the package, or of a method of one of its clients (``client`` is its class)."""

    call: Call
    module: Module
    package: Package
    function: str
    client: str
    operation: Operation


def package_calls(module: Module, project: Project, rules: RuleSet) -> list[PackageCall]:
    """The calls of a file that go through a client library of the old server."""
    found = []
    for package in rules.packages:
        if package.language != module.family:
            continue
        for call in module.calls(module.locally(package.package, frozenset(package.functions))):
            names = qualified(call.callee, module, project)
            for client in ("", *package.clients):
                owner = f"{package.package}.{client}()" if client else package.package
                for function, operation in package.functions.items():
                    if f"{owner}.{function}" in names and operation in rules.operations:
                        found.append(PackageCall(call, module, package, function, client, rules.operations[operation]))
    return found


def makes_clients(module: Module, project: Project, rules: RuleSet) -> bool:
    """Whether a file makes an object of a class of such a library."""
    return any(
        name.startswith(f"{package.package}.")
        for package in rules.packages
        if package.language == module.family
        for call in module.calls(module.locally(package.package, frozenset(package.clients)))
        for name in qualified(call.callee, module, project)
    )
