"""Values of statements that get a name in front of the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.python.lower import span
from migrator.model import Keep, Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.syntax import Parts


def named_before(value: Node, name: str, instead: Parts, data: bytes) -> tuple[Span, Parts] | None:
    """The edit that gives the value of a statement a name in front of it, and puts ``instead`` in its place.

    ``None`` if something else of the statement would be worked out after it, or if its line holds another one.
    """
    node = value
    while node.parent is not None and node.parent.type in ("await", "parenthesized_expression"):
        node = node.parent
    whole = node.parent
    if whole is None or whole.type not in ("return_statement", "assignment"):
        return None
    if whole.type == "assignment":
        left = whole.child_by_field_name("left")
        if left is None or does(left) or whole.parent is None or whole.parent.type != "expression_statement":
            return None
    line = data[data.rfind(b"\n", 0, whole.start_byte) + 1 : whole.start_byte]
    if line.strip():
        return None
    kept = Keep(span(value))
    before, after = Keep(Span(whole.start_byte, value.start_byte)), Keep(Span(value.end_byte, whole.end_byte))
    return span(whole), (f"{name} = ", kept, "\n", line.decode(), before, *instead, after)


def does(node: Node) -> bool:
    """Whether looking at an expression may do something."""
    return node.type in ("call", "await", "yield", "named_expression") or any(map(does, node.named_children))
