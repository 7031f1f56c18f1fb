"""Patterns that take objects apart: ``const { key, other: name = spare } = value``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, span

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.model import Span
    from migrator.syntax import Binding


def key(binding: Binding) -> Span | None:
    """Where the key is written by which a pattern takes the value of ``binding``."""
    node = binding.node
    if node.type == "shorthand_property_identifier_pattern":
        return span(node)
    pair = node.parent
    while pair is not None and pair.type in ("assignment_pattern", "object_assignment_pattern"):
        pair = pair.parent
    label = pair.child_by_field_name("key") if pair is not None and pair.type == "pair_pattern" else None
    return span(label) if label is not None and label.type != "computed_property_name" else None


def sole(binding: Binding) -> tuple[Span, Node] | None:
    """The pattern that binds nothing but ``binding``, without a default, and the value that it takes apart."""
    at: Node = binding.node
    while at.parent is not None and at.parent.type in ("pair_pattern", "object_pattern"):
        at = at.parent
        if at.type == "object_pattern" and len(children(at)) != 1:
            return None
    declarator = at.parent
    if declarator is None or declarator.type != "variable_declarator" or at.type != "object_pattern":
        return None
    value = declarator.child_by_field_name("value")
    typed = declarator.child_by_field_name("type") is not None
    return (span(at), value) if value is not None and not typed else None
