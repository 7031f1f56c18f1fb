"""The types that TypeScript code gives its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, written
from migrator.languages.typescript.names import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

CASTS = frozenset({"as_expression", "satisfies_expression", "type_assertion"})
ANYTHING = frozenset({"any", "unknown", "const"})


def given(node: Node) -> list[Node]:
    """The types of the value at ``node`` that say something: of a cast, a declaration, the arguments of a call."""
    return [found for found in _given(node) if written(found).lstrip(": ") not in ANYTHING]


def _given(node: Node) -> Iterator[Node]:
    if node.type == "call_expression" and (listed := node.child_by_field_name("type_arguments")) is not None:
        yield from children(listed)
    parent = node.parent
    if parent is None:
        return
    inside = children(parent)
    if parent.type in CASTS and len(inside) == 2:
        yield next(child for child in inside if child.id != node.id)
    if parent.type == "variable_declarator" and (annotation := parent.child_by_field_name("type")) is not None:
        yield annotation
    function = _returning(node)
    if function is not None and (annotation := function.child_by_field_name("return_type")) is not None:
        yield annotation


def _returning(node: Node) -> Node | None:
    """The function that returns the value at ``node``."""
    parent = node.parent
    if parent is not None and parent.type == "arrow_function":
        return parent if parent.child_by_field_name("body") == node else None
    if parent is None or parent.type != "return_statement":
        return None
    at = parent.parent
    while at is not None and at.type not in FUNCTIONS:
        at = at.parent
    return at
