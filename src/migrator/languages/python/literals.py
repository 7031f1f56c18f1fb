"""Dictionaries of Python where they are written and changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.python.lower import lower, span
from migrator.syntax import Call, Expression, Mapping, Member, Slot

if TYPE_CHECKING:
    from tree_sitter import Node

LOOPS = frozenset({"for_statement", "while_statement"})


def holding(root: Node, data: bytes, key: str) -> list[Mapping]:
    """The dictionaries that have a key."""
    found: dict[int, Mapping] = {}
    if not _quoted(data, key):
        return []
    for match in re.finditer(rb"""["']""" + re.escape(key.encode()) + rb"""["']\s*:""", data):
        node = root.descendant_for_byte_range(match.start() + 1, match.start() + 2)
        while node is not None and node.type != "dictionary":
            node = node.parent
        if node is not None and isinstance(literal := lower(node), Mapping):
            found[node.id] = literal
    return list(found.values())


def storing(root: Node, data: bytes, key: str) -> list[tuple[Member, Slot]]:
    """The statements ``mapping["key"] = value``: the member, and the field that is set."""
    found: list[tuple[Member, Slot]] = []
    if not _quoted(data, key):
        return found
    for match in re.finditer(rb"""\[\s*["']""" + re.escape(key.encode()) + rb"""["']\s*\]\s*=(?!=)""", data):
        bracket = root.descendant_for_byte_range(match.start(), match.start() + 1)
        node = bracket.parent if bracket is not None else None
        if node is not None and (slot := _stored(node)) is not None and isinstance(member := lower(node), Member):
            found.append((member, slot))
    return found


def _quoted(data: bytes, key: str) -> bool:
    """Whether a file has such a string at all, which takes a hundredth of the time of looking for where."""
    return any(mark + key.encode() + mark in data for mark in (b'"', b"'"))


def store(node: Node) -> Slot | None:
    """The field that ``mapping["field"] = value`` sets, given the node of ``mapping["field"]``; none inside a loop."""
    slot, outer = _stored(node), node.parent
    while outer is not None and outer.type != "function_definition":
        if outer.type in LOOPS:
            return None
        outer = outer.parent
    return slot


def _stored(node: Node) -> Slot | None:
    parent = node.parent
    if node.type != "subscript" or parent is None or parent.type != "assignment":
        return None
    value, member = parent.child_by_field_name("right"), lower(node)
    left = parent.child_by_field_name("left")
    key = node.child_by_field_name("subscript")
    if value is None or key is None or left is None or left.id != node.id or not isinstance(member, Member):
        return None
    return Slot(str(member.key), span(parent), lower(value), "entry", span(key))


def serialised(expression: Expression) -> Expression | None:
    """The value inside ``json.dumps(value)``, encoded or not."""
    if isinstance(expression, Call) and isinstance(expression.callee, Member):
        if expression.callee.key == "encode":
            return serialised(expression.callee.object)
        if expression.callee.key == "dumps" and expression.arguments:
            return expression.arguments[0].value
    return None
