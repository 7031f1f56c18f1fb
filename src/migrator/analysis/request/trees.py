"""Values of arguments to be written: texts with kept spans, and mappings of such values that several slots may feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from migrator.model import Keep
from migrator.syntax import Parts

if TYPE_CHECKING:
    from migrator.syntax import Module

Tree: TypeAlias = "dict[str, Tree] | Parts"
"""The value of an argument to be written: text with kept spans, or a mapping of such values."""


def unite(there: dict[str, Tree], tree: Mapping[str, Tree]) -> bool:
    """Takes ``tree`` into ``there``; no if both give a value of the same name."""
    for key, part in tree.items():
        known = there.get(key)
        if known is None:
            there[key] = part
        elif not isinstance(known, dict) or not isinstance(part, dict) or not unite(known, part):
            return False
    return True


def leaves(tree: Tree) -> Iterator[str | Keep]:
    """The texts and kept spans of a value, in order."""
    if isinstance(tree, dict):
        for part in tree.values():
            yield from leaves(part)
    else:
        yield from tree


def joined(items: list[Parts], between: str) -> Parts:
    """Several pieces in a row, with ``between`` between them."""
    made: list[str | Keep] = []
    for index, parts in enumerate(items):
        made += [between if index else "", *parts]
    return tuple(part for part in made if part)


def shown(tree: Tree, module: Module, mark: str) -> Parts:
    """A value as it is written, mappings on one line."""
    if not isinstance(tree, dict):
        return tree
    written = [module.field("entry", key, shown(part, module, mark), mark) for key, part in tree.items()]
    return module.mapping(joined(written, ", "))


def steps_to(template: Any) -> tuple[str | int, ...] | None:
    """The path to the old value in what a field becomes, elements counted from the end."""
    match template:
        case "$value":
            return ()
        case dict():
            found = [(key, inner) for key, part in template.items() if (inner := steps_to(part)) is not None]
            return (found[0][0], *found[0][1]) if len(found) == 1 else None
        case [only]:
            inner = steps_to(only)
            return (-1, *inner) if inner is not None else None
    return None
