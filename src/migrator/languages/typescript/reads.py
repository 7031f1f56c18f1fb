"""Reads of a reply as TypeScript writes them, and what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.context import THROUGH
from migrator.languages.typescript.lower import span, written
from migrator.languages.typescript.render import access, operator_of, position, quote, surely
from migrator.model import Keep
from migrator.syntax import Parts, Position, Read

if TYPE_CHECKING:
    from tree_sitter import Node


LOOSE = frozenset(
    {"await_expression", "as_expression", "satisfies_expression", "binary_expression", "ternary_expression"}
)
"""Expressions that need parentheses before a part of them can be asked for."""


def reading(read: Read, typed: bool = False) -> Parts | None:
    """The source text for a read of a reply; ``None`` if it cannot be written in place.

    Where the reply may be an error, every part may be missing; what then happens stays: nothing is read, or an error is
    thrown. A text that may be null is empty, unless the code falls back to something there.
    """
    if _is_target(read.node):
        return None
    anchor, mark = Keep(span(read.anchor)), quote(read.node)
    if "[]" in read.steps:
        return _projection(read, anchor, typed and not read.declared)
    where, following = position(read.node), goes_on(read.node)
    if read.declared and (read.lacking or read.extra):
        return _declared(read, anchor, where)
    path = access(read.steps, mark, softly=read.soft)
    if _begins_softly(read):
        path = f"?{path}" if path.startswith(".") else f"?.{path}"
    loose = read.anchor.type in LOOSE or written(read.anchor).startswith("await")
    value: Parts = ("(", anchor, ")" + path) if loose else (anchor, path)
    if read.is_set:
        return value if where == "test" else wrapped((*value, f" {'!=' if read.soft else '!=='} null"), where)
    if not read.null or where == "test" or falls_back(read.node) or following == "softly":
        return value
    if read.soft and following == "hard":
        return (*value, "?" if _next(read.node) == "." else "?.")
    return wrapped((*value, f" ?? {mark[0] * 2}"), where)


def _begins_softly(read: Read) -> bool:
    """Whether the anchor itself may be nothing: the first part is asked for with ``?.``."""
    below = _whole(read.anchor)
    at = below.parent
    asked = at is not None and at.child_by_field_name("object") == below and at.end_byte <= read.node.end_byte
    return asked and at is not None and at.child_by_field_name("optional_chain") is not None


def _declared(read: Read, anchor: Keep, where: Position) -> Parts:
    """A read of what the type of the reply says may be missing, or does not know of."""
    before, last = read.steps[:-1], str(read.steps[-1])
    if read.extra:
        known = "!" if surely(read.node) else ""
        return ("(", anchor, f"{access(before)} as {{ {last}?: string }}).{last}{known}")
    value: Parts = (anchor, f"{access(before)}?.{last}")
    instead = "undefined" if read.lacking == "null" else read.lacking
    return value if where == "test" or falls_back(read.node) else wrapped((*value, f" ?? {instead}"), where)


def goes_on(node: Node) -> str:
    """Whether the value at ``node`` is asked for a part or called: ``hard`` if it must be there, or ``softly``."""
    node = _whole(node)
    parent = node.parent
    if parent is None or parent.type not in ("member_expression", "subscript_expression", "call_expression"):
        return ""
    held = parent.child_by_field_name("object") or parent.child_by_field_name("function")
    if held is None or held.id != node.id:
        return ""
    return "softly" if any(child.type == "optional_chain" for child in parent.children) else "hard"


def falls_back(node: Node) -> bool:
    """Whether something else stands for the value at ``node`` where it is null: ``value ?? other``."""
    node = _whole(node)
    parent = node.parent
    left = parent.child_by_field_name("left") if parent is not None and parent.type == "binary_expression" else None
    return parent is not None and left == node and operator_of(parent) in ("??", "||")


def lenient(node: Node) -> bool:
    """Whether nothing stands where the part that the access at ``node`` asks for is missing, and no error is thrown."""
    return goes_on(node) != "hard"


def _whole(node: Node) -> Node:
    """The expression with the casts around it."""
    while node.parent is not None and node.parent.type in THROUGH:
        node = node.parent
    return node


def _next(node: Node) -> str:
    sibling = node.next_sibling
    return sibling.type if sibling is not None else ""


def _is_target(node: Node) -> bool:
    """Whether a value is put where ``node`` stands or taken away there, rather than read."""
    parent = node.parent
    if parent is None:
        return False
    if parent.type == "unary_expression":
        return written(parent).startswith("delete")
    left = parent.child_by_field_name("left")
    return parent.type == "update_expression" or (
        parent.type in ("assignment_expression", "augmented_assignment_expression", "for_in_statement") and left == node
    )


def _projection(read: Read, anchor: Keep, typed: bool) -> Parts | None:
    at = read.steps.index("[]")
    before, after = read.steps[:at], read.steps[at + 1 :]
    if "[]" in after or read.soft:
        return None
    item = "(item: any)" if typed else "(item)"  # of what is parsed a compiler knows nothing
    whole: Parts = ("(", anchor, ")") if read.anchor.type in LOOSE else (anchor,)
    return (*whole, f"{access(before)}.map({item} => item{access(after)})")


def wrapped(parts: Parts, where: Position) -> Parts:
    """An expression in parentheses where it needs them."""
    return parts if where == "open" else ("(", *parts, ")")
