"""Types that a compiler holds the body of a request to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.syntax import Name

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.syntax import Expression, Module


def held(value: Expression, module: Module) -> list[tuple[Module, Node]]:
    """The types that the code gives a body: of the variable it is in, of what casts it."""
    language = module.types
    if language is None:
        return []
    found = [(module, given) for given in language.given(value.node)]
    for binding in module.reaching(value) if isinstance(value, Name) else ():
        if binding.annotation is not None and not language.described(binding.annotation).any:
            found.append((module, binding.annotation))
    return found
