"""Object literals where they are written and changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import lower, span, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.syntax import Call, Expression, Mapping, Member, Slot

if TYPE_CHECKING:
    from tree_sitter import Node

LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})


def holding(root: Node, data: bytes, key: str) -> list[Mapping]:
    """The object literals that have a key."""
    found: dict[int, Mapping] = {}
    for match in re.finditer(rb"\b" + re.escape(key.encode()) + rb"\b", data):
        node = root.descendant_for_byte_range(match.start(), match.start() + 1)
        literal = _literal(node, key) if node is not None else None
        if literal is not None:
            found[literal.node.id] = literal
    return list(found.values())


def _literal(node: Node, key: str) -> Mapping | None:
    """The literal that ``node`` names an entry of."""
    if node.type == "string_fragment" and node.parent is not None:
        node = node.parent
    outer = node.parent
    if outer is not None and outer.type == "pair" and outer.child_by_field_name("key") == node:
        outer = outer.parent
    elif node.type != "shorthand_property_identifier":
        return None
    literal = lower(outer) if outer is not None and outer.type == "object" else None
    return literal if isinstance(literal, Mapping) and written(node).strip("\"'") == key else None


def storing(root: Node, data: bytes, key: str) -> list[tuple[Member, Slot]]:
    """The statements that set the field ``key`` of a mapping: the member, and the field that is set."""
    found = []
    pattern = rb"(?:\.\s*|\[\s*[\"'])" + re.escape(key.encode()) + rb"(?:[\"']\s*\])?\s*=(?![=>])"
    for match in re.finditer(pattern, data):
        node = root.descendant_for_byte_range(match.start(), match.start() + 1)
        member = node.parent if node is not None else None
        slot = _stored(member) if member is not None else None
        lowered = lower(member) if member is not None else None
        if slot is not None and isinstance(lowered, Member):
            found.append((lowered, slot))
    return found


def store(node: Node) -> Slot | None:
    """The field that ``mapping.field = value`` sets, given the node of ``mapping.field``; none inside a loop."""
    slot, outer = _stored(node), node.parent
    while outer is not None and outer.type not in FUNCTIONS:
        if outer.type in LOOPS:
            return None
        outer = outer.parent
    return slot


def _stored(node: Node) -> Slot | None:
    parent = node.parent
    if parent is None or parent.type != "assignment_expression" or parent.child_by_field_name("left") != node:
        return None
    value, member = parent.child_by_field_name("right"), lower(node)
    label = node.child_by_field_name("property") or node.child_by_field_name("index")
    stated = parent.parent is not None and parent.parent.type == "expression_statement"
    if value is None or label is None or not isinstance(member, Member) or not stated:
        return None
    return Slot(str(member.key), span(parent), lower(value), "entry", span(label))


def serialised(expression: Expression) -> Expression | None:
    """The value inside ``JSON.stringify(value)``."""
    if isinstance(expression, Call) and written(expression.callee.node) == "JSON.stringify" and expression.arguments:
        return expression.arguments[0].value
    return None


def label(node: Node | None, name: str) -> str:
    """The key ``name`` in the place of the one at ``node``; an entry that stood for its own value keeps both."""
    alone = node is not None and node.type.startswith("shorthand_property_identifier")
    return f"{name}: {written(node)}" if alone and node is not None else name
