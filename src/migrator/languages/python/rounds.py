"""What a loop in Python does in every round, whatever it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.python.branches import below, depends, rescued
from migrator.languages.python.lower import written
from migrator.languages.python.parse import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node


def paced(loop: Node, told: Sequence[Node]) -> Node | None:
    """A statement of a loop that counts its rounds or tells the first one from the others, whatever it carries.

    ``told`` are reads of what the rounds carry: what runs only where one of them is true does not count.
    """
    body = loop.child_by_field_name("body")
    for node in below(body) if body is not None else ():
        if rescued(node) or any(depends(read, node) == "true" for read in told):
            continue
        if node.type == "augmented_assignment":
            right = node.child_by_field_name("right")
            if right is not None and right.type in ("integer", "float"):
                return node
        elif node.type == "call" and _says_the_same(node):
            return node
        elif node.type == "if_statement":
            condition, block = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
            if condition is None or block is None:
                continue
            asked = {written(each) for each in below(condition, True) if each.type == "identifier"}
            if any(each.type == "assignment" and _target(each) in asked for each in below(block)):
                return node
    return None


def _says_the_same(call: Node) -> bool:
    """Whether a call is a statement that does the same in every round: ``print(".", end="")``, ``bar.update(1)``."""
    arguments, function = call.child_by_field_name("arguments"), call.child_by_field_name("function")
    stated = call.parent is not None and call.parent.type == "expression_statement"
    if arguments is None or function is None or not stated or written(function).endswith("sleep"):
        return False
    values = [each.child_by_field_name("value") or each for each in named(arguments)]
    plain = all(value.type in ("string", "integer", "float", "true", "false") for value in values)
    return bool(values) and plain and not any(each.type == "interpolation" for each in below(arguments))


def _target(assignment: Node) -> str:
    left = assignment.child_by_field_name("left")
    return written(left) if left is not None else ""
