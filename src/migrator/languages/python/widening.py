"""A ``try`` around a loop that takes in the call, right above it, which the loop reads from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from migrator.languages.python.parse import named
from migrator.languages.timing import statement
from migrator.model import Keep, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from migrator.syntax import Parts

BARRED = frozenset({"lambda", "with_statement", "if_statement", "for_statement", "while_statement"})
LATER = frozenset({"except_clause", "except_group_clause", "else_clause", "finally_clause"})


def widened(call: Node, loop: Node, changed: Sequence[Span], data: bytes) -> tuple[Span, Parts, str] | None:
    """The edit that puts the statement of a call into the ``try`` below it, around the loop; ``None`` if none does.

    The value must have a name that nothing outside of the body of the ``try`` reads.

    Args:
        call: the call.
        loop: the loop over what it gives.
        changed: what else changes in the file.
        data: the file.

    Returns:
        The span, its parts, and by what the lines of the statement stand deeper than before.
    """
    made = statement(call, ("block", "module"), BARRED)
    tried = made.next_named_sibling if made is not None else None
    while tried is not None and tried.type == "comment":
        tried = tried.next_named_sibling
    if made is None or tried is None or tried.type != "try_statement" or made.parent is None:
        return None
    name, body = _name(made), tried.child_by_field_name("body")
    first = named(body)[0] if body is not None and named(body) else None
    if not name or body is None or first is None or not body.start_byte <= loop.start_byte < body.end_byte:
        return None
    outer, inner = _indent(made, data), _indent(first, data)
    rest = data[made.end_byte :].partition(b"\n")[0]
    if outer is None or inner is None or rest.strip() or _indent(tried, data) != outer or not inner.startswith(outer):
        return None
    after = [one for one in tried.named_children if one.type in LATER]
    after += [one for one in made.parent.named_children if one.start_byte >= tried.end_byte]
    if any(name in _words(one) for one in after) or _has_long_text(made):
        return None
    below = made.next_named_sibling
    assert below is not None  # the ``try`` itself, or a comment above it
    deeper = inner[len(outer) :].decode()
    parts: list[str | Keep] = [Keep(Span(below.start_byte, first.start_byte))]
    for line in _lines(made, changed, data):
        parts += [Keep(line), deeper] if data[line.end : line.end + 1].strip(b"\r\n") else [Keep(line)]
    return Span(made.start_byte, first.start_byte), (*parts, f"\n{inner.decode()}"), deeper


def _lines(made: Node, changed: Sequence[Span], data: bytes) -> Iterator[Span]:
    """The lines of a statement, those in one that are changed together."""
    cuts, at = [made.start_byte], data.find(b"\n", made.start_byte, made.end_byte) + 1
    while at:
        if not any(one.start < at < one.end for one in changed):
            cuts.append(at)
        at = data.find(b"\n", at, made.end_byte) + 1
    yield from (Span(start, end) for start, end in pairwise([*cuts, made.end_byte]))


def _name(made: Node) -> str:
    """What the value of a statement is called."""
    assigned = made.named_children[0] if made.type == "expression_statement" and made.named_children else made
    target = assigned.child_by_field_name("left") if assigned.type == "assignment" else None
    return (target.text or b"").decode() if target is not None and target.type == "identifier" else ""


def _words(node: Node) -> set[str]:
    found = {(node.text or b"").decode()} if node.type == "identifier" else set()
    return found.union(*map(_words, node.named_children))


def _has_long_text(node: Node) -> bool:
    """Whether there is a text of several lines, which must not be indented."""
    if node.type == "string" and node.start_point[0] != node.end_point[0]:
        return True
    return any(map(_has_long_text, node.named_children))


def _indent(node: Node, data: bytes) -> bytes | None:
    before = data[data.rfind(b"\n", 0, node.start_byte) + 1 : node.start_byte]
    return before if not before.strip() else None
