"""Dictionaries of Python where they are written and changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.python.lower import lower, span
from migrator.syntax import Call, Expression, Mapping, Member, Slot, Text

if TYPE_CHECKING:
    from tree_sitter import Node

LOOPS = frozenset({"for_statement", "while_statement"})


def keyed(root: Node, data: bytes, key: str, wanted: frozenset[str]) -> set[str]:
    """Those of ``wanted`` that stand as keys beside ``key`` in a dictionary."""
    found: set[str] = set()
    for match in re.finditer(rb"""["']""" + re.escape(key.encode()) + rb"""["']\s*:""", data):
        node = root.descendant_for_byte_range(match.start() + 1, match.start() + 2)
        while node is not None and node.type != "dictionary":
            node = node.parent
        if node is not None and isinstance(literal := lower(node), Mapping):
            found |= {e.key.value for e in literal.entries if isinstance(e.key, Text) and e.key.value in wanted}
    return found


def store(node: Node) -> Slot | None:
    """The field that ``mapping["field"] = value`` sets, given the node of ``mapping["field"]``."""
    parent = node.parent
    if node.type != "subscript" or parent is None or parent.type != "assignment":
        return None
    value, member = parent.child_by_field_name("right"), lower(node)
    left = parent.child_by_field_name("left")
    key = node.child_by_field_name("subscript")
    if value is None or key is None or left is None or left.id != node.id or not isinstance(member, Member):
        return None
    outer: Node | None = parent
    while outer is not None and outer.type != "function_definition":
        if outer.type in LOOPS:
            return None
        outer = outer.parent
    return Slot(str(member.key), span(parent), lower(value), "entry", span(key))


def serialised(expression: Expression) -> Expression | None:
    """The value inside ``json.dumps(value)``, encoded or not."""
    if isinstance(expression, Call) and isinstance(expression.callee, Member):
        if expression.callee.key == "encode":
            return serialised(expression.callee.object)
        if expression.callee.key == "dumps" and expression.arguments:
            return expression.arguments[0].value
    return None
