"""Tests that a rewrite made the same: two old keys of a reply may be one new key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.python.lower import written
from migrator.languages.python.parse import parse
from migrator.model import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tree_sitter import Node

TWICE = re.compile(rb"(\S+ in \S+?) (or|and) (?:.+ \2 )?\1(?![\w.\[(])")
RULE = "layout"


def edits(after: bytes, lines: Collection[bytes]) -> dict[int, list[Edit]]:
    """By row, the edits of ``after`` that make ``key in value or key in value`` one test, on its new ``lines``."""
    rows = {row for row, line in enumerate(after.splitlines()) if line in lines and TWICE.search(line)}
    return {row: list(_repeated(parse(after).root_node, row)) for row in rows}


def _repeated(root: Node, row: int) -> Iterator[Edit]:
    stack = [root]
    while stack:
        node = stack.pop()
        if not node.start_point[0] <= row <= node.end_point[0]:
            continue
        if node.type == "boolean_operator" and node.start_point[0] == node.end_point[0] == row:
            seen: set[str] = set()
            last: Node | None = None
            for operand in _operands(node):
                if operand.type == "comparison_operator" and written(operand) in seen and last is not None:
                    yield Edit("", Span(last.end_byte, operand.end_byte), (), RULE)
                seen.add(written(operand))
                last = operand
                stack.append(operand)
        else:
            stack.extend(node.children)


def _operands(node: Node) -> list[Node]:
    """The operands of ``a or b or c``."""
    left, operator, right = (node.child_by_field_name(name) for name in ("left", "operator", "right"))
    if left is None or operator is None or right is None:
        return [node]
    again = left.type == "boolean_operator" and left.child_by_field_name("operator")
    same = again and again.type == operator.type
    return [*(_operands(left) if same else [left]), right]
