"""The calls of a file, found by the names of what is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import PREFIXES, lower, misplaced
from migrator.languages.typescript.names import IDENTIFIERS, PROPERTIES
from migrator.syntax import Call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from migrator.languages.typescript.names import Names

AFTER = b"(<?!)"
"""What may follow the name of what is called: ``f(``, ``f<T>(``, ``f?.(``, ``f!(``, ``(f as F)(``."""
BLANK = b" \t\r\n"
LONG_LINE = 2_000
"""Bytes without a line break before or after a call: such code was written by a machine and is not followed."""
WRAPPED = frozenset({"non_null_expression", "parenthesized_expression", "as_expression"})


def calls(names: Names, wanted: Iterable[str]) -> list[Call]:
    """Every call whose callee ends in one of the names, in order; ``new`` is a call as well."""
    found: dict[int, Node] = {}
    for name in wanted:
        for node in names.words(name):
            call = _call(node) if _may_be_called(node, names.data) else None
            if call is not None:
                found[call.id] = call
    lowered = (lower(node) for node in sorted(found.values(), key=lambda node: node.start_byte))
    return [call for call in lowered if isinstance(call, Call)]


def _may_be_called(node: Node, data: bytes) -> bool:
    at = node.end_byte
    start, end = data.rfind(b"\n", max(0, at - LONG_LINE), at), data.find(b"\n", at, at + LONG_LINE)
    if (start < 0 and at > LONG_LINE) or (end < 0 and at + LONG_LINE < len(data)):
        return False
    while at < len(data) and data[at] in BLANK:
        at += 1
    return at < len(data) and (data[at] in AFTER or (node.parent or node).type in ("new_expression", "as_expression"))


def _call(node: Node) -> Node | None:
    """The call whose callee ends in the identifier ``node``."""
    callee, parent = node, node.parent
    if node.type in PROPERTIES:
        if parent is None or parent.type != "member_expression":
            return None
        callee, parent = parent, parent.parent
    elif node.type not in IDENTIFIERS:
        return None
    while parent is not None and parent.type in WRAPPED:
        callee, parent = parent, parent.parent
    if parent is None:
        return None
    if parent.type in PREFIXES:
        return parent if misplaced(parent) is not None else None
    for role in ("function", "constructor"):
        target = parent.child_by_field_name(role)
        if target is not None and target.id == callee.id and parent.type in ("call_expression", "new_expression"):
            return parent
    return None
