"""Arrays: the methods that go through their elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from migrator.languages.typescript.lower import children, written
from migrator.languages.typescript.promises import INLINE, parameter

if TYPE_CHECKING:
    from tree_sitter import Node

Gives = Literal["list", "element", "other"]
THROUGH: dict[str, Gives] = {
    **dict.fromkeys(("filter", "sort", "toSorted"), "list"),
    **dict.fromkeys(("find", "findLast"), "element"),
    **dict.fromkeys(("map", "flatMap", "forEach", "some", "every", "findIndex", "findLastIndex"), "other"),
}
"""Methods that call a function for each element, which is its first argument."""
WHOLE: dict[str, Gives] = {
    **dict.fromkeys(("slice", "reverse", "toReversed"), "list"),
    **dict.fromkeys(("at", "pop", "shift"), "element"),
}
BOTH = frozenset({"sort", "toSorted"})
"""Methods whose function gets two elements."""


def each(node: Node) -> tuple[Node, Node | None, Gives] | None:
    """The method that goes through the array at ``node``: its call, what names an element in it, what it gives."""
    member = node.parent
    if member is None or member.type != "member_expression" or member.child_by_field_name("object") != node:
        return None
    name, call = member.child_by_field_name("property"), member.parent
    word = written(name) if name is not None else ""
    if word == "length":
        return member, None, "other"
    listed = call.child_by_field_name("arguments") if call is not None and call.type == "call_expression" else None
    if call is None or listed is None or call.child_by_field_name("function") != member:
        return None
    if word in WHOLE:
        return call, None, WHOLE[word]
    given = children(listed)
    if word not in THROUGH or not given or given[0].type not in INLINE:
        return None
    names = given[0].child_by_field_name("parameters") if word in BOTH else parameter(given[0])
    return call, names, THROUGH[word]
