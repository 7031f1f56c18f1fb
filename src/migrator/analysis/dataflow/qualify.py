"""What an expression is called from outside the project: ``requests.post``, ``httpx.AsyncClient().post``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.origins import field_stores, origins
from migrator.syntax import Awaited, Call, Member, Name

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Binding, Expression, Module

DEEPEST = 12


def qualified(expression: Expression, module: Module, project: Project, depth: int = 0) -> frozenset[str]:
    """The dotted names that ``expression`` may stand for; ``()`` after a class is an instance of it.

    Aliases, re-exports, fields, factories and annotations are followed. A name that nothing binds stands for itself
    (a builtin); what is the project's own has no name here.
    """
    if depth > DEEPEST:
        return frozenset()
    found: set[str] = set()
    for value in origins(expression, module, project):
        match value.expression:
            case Name() as name:
                bindings = value.module.reaching(name)
                if not bindings:
                    found.add(name.name)
                for binding in bindings:
                    found |= _bound(binding, value.module, project, depth)
            case Member(object=owner, key=str() as key) as member:
                found |= {f"{name}.{key}" for name in qualified(owner, value.module, project, depth + 1)}
                for module_of, store in field_stores(member, value.module, project):
                    found |= _bound(store, module_of, project, depth)
            case Call(callee=callee):
                found |= {f"{name}()" for name in qualified(callee, value.module, project, depth + 1)}
            case Awaited(value=inner):
                found |= qualified(inner, value.module, project, depth + 1)
    return frozenset(found)


def _bound(binding: Binding, module: Module, project: Project, depth: int) -> frozenset[str]:
    if binding.kind == "imported":
        named = binding.imported != "default"  # what is exported by default goes by the name of its module
        dotted = f"{binding.module}.{binding.imported}" if binding.imported and named else binding.module
        return frozenset({dotted}) if not dotted.startswith(".") else frozenset()
    return frozenset(
        f"{name}()"
        for annotation in module.annotations(binding)
        for name in qualified(annotation, module, project, depth + 1)
    )
