"""Breaks lines that a rewrite made too long, at the brackets and in the way that black and ruff would."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from migrator.languages.python import repeated
from migrator.languages.python.lower import written
from migrator.languages.python.parse import parse
from migrator.model import Edit, Span
from migrator.record import record

if TYPE_CHECKING:
    from tree_sitter import Node

NARROWEST, WIDEST = 88, 120
"""The limits of the width of a file, which is that of its longest line of code."""

COMPREHENSIONS = frozenset(
    {"list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"}
)
BRACKETS = COMPREHENSIONS | {"dictionary", "list", "set", "tuple", "argument_list", "parenthesized_expression"}
JOINED = frozenset({"boolean_operator", "conditional_expression"})
RULE = "layout"


def edits(before: bytes, after: bytes) -> list[Edit]:
    """The edits of ``after`` that break those of its lines that are new and too long for the file.

    A file is as wide as the longest line of its code, but at least 88 and at most 120 characters. Only whitespace,
    trailing commas and parentheses are added, where the brackets of a line, or a whole statement, allow it. A new line
    that tests the same thing twice does so once.
    """
    old = set(before.splitlines())
    once = repeated.edits(after, set(after.splitlines()) - old)
    told = [edit for made in once.values() for edit in made]
    lines = [line.decode("utf-8", "replace") for line in after.splitlines()]
    long = [row for row, line in enumerate(lines) if len(line) > NARROWEST and line.encode() not in old]
    new = [row for row in long if not once.get(row)]
    if not new or not (new := [row for row in new if len(lines[row]) > (width := _width(before))]):
        return told
    root = parse(after).root_node
    layout = _Layout(width, _unit(root, after))
    return [*told, *(edit for row in new for edit in layout.line(root, row, lines[row]))]


def _width(data: bytes) -> int:
    """The longest line of code, comments and texts of several lines left out."""
    lines = data.splitlines()
    long = [row for row, line in enumerate(lines) if len(line) > NARROWEST and not line.lstrip().startswith(b"#")]
    skipped = {
        row
        for node in (_nodes(parse(data).root_node, long[0], long[-1]) if long else ())
        if node.type == "string" and node.start_point[0] < node.end_point[0]
        for row in range(node.start_point[0], node.end_point[0] + 1)
    }
    widths = [len(lines[row].decode("utf-8", "replace")) for row in long if row not in skipped]
    return min(WIDEST, max([NARROWEST, *widths]))


def _unit(root: Node, data: bytes) -> str:
    """One level of indentation: that of the first statement in a block."""
    for node in _nodes(root, 0, root.end_point[0]):
        if node.type == "block" and node.parent is not None and node.parent.parent == root:
            text = data[data.rfind(b"\n", 0, node.start_byte) + 1 : node.start_byte].decode("utf-8", "replace")
            if text and not text.strip():
                return text
    return "    "


def _nodes(root: Node, first: int, last: int) -> Iterator[Node]:
    """The nodes on the rows from ``first`` to ``last``, without what is inside texts."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.start_point[0] <= last and first <= node.end_point[0]:
            yield node
            if node.type != "string":
                stack.extend(reversed(node.children))


@record
class _Layout:
    """The width of the lines and the unit of indentation of one file."""

    width: int
    unit: str

    def line(self, root: Node, row: int, text: str) -> Iterator[Edit]:
        """The edits that break one line."""
        indent = text[: len(text) - len(text.lstrip())]
        there = list(_nodes(root, row, row))
        comment = next((node for node in there if node.type == "comment"), None)
        if comment is not None and len(text.partition(written(comment))[0].rstrip()) <= self.width:
            return
        opened = [node for node in there if node.type in BRACKETS and node.start_point[0] == row < node.end_point[0]]
        if opened:  # the author has laid the line out from here on
            before = [node for node in _brackets(root, row) if node.end_byte <= opened[0].start_byte]
            yield from self._broken(_chosen(before), indent) if before else ()
            return
        item = next((node for node in there if _is_item(node, row, len(indent.encode()))), None)
        if item is not None and len(indent) + len(written(item)) + 1 > self.width:
            yield from self._item(item, indent, 1)
            return
        found = _brackets(root, row)
        value = next((node.named_children[-1] for node in there if _is_whole(node, row)), None)
        if value is not None and (value.type in JOINED or (value.type == "subscript" and not found)):
            yield from self._wrapped(value, indent)
        elif found:
            yield from self._broken(_chosen(found), indent)

    def _inner(self, indent: str) -> str:
        """One level further in than ``indent``, in tabs where that is: some files have both."""
        return indent + ("\t" if indent.endswith("\t") else self.unit)

    def _broken(self, node: Node, indent: str) -> Iterator[Edit]:
        """The edits that put what is between the brackets of ``node`` on lines of its own."""
        opening, *items, closing = [child for child in node.children if child.type != ","]
        inner = self._inner(indent)
        body = written(node)[1:-1].strip()
        comma = body.endswith(",")
        fits = len(inner) + len(body) <= self.width
        single = len(items) == 1 or node.type in COMPREHENSIONS
        if not comma and (single or (node.type == "argument_list" and fits)):
            yield _between(opening, items[0], f"\n{inner}")
            if node.type in COMPREHENSIONS and not fits:
                for one, other in pairwise(items):
                    yield _between(one, other, f"\n{inner}")
            elif single:
                yield from self._item(items[0], inner, 0)
            yield _between(items[-1], closing, f"\n{indent}")
            return
        at = opening
        for item in items:
            yield _between(at, item, f"\n{inner}")
            yield from self._item(item, inner, 1)
            at = item.next_sibling if item.next_sibling is not None and item.next_sibling.type == "," else item
        yield _between(at, closing, f"\n{indent}" if comma else f",\n{indent}")

    def _item(self, item: Node, indent: str, more: int) -> Iterator[Edit]:
        if len(indent) + len(written(item)) + more <= self.width:
            return
        value = item.child_by_field_name("value") or item
        operator = value.child_by_field_name("operator") if value.type == "binary_operator" else None
        if operator is not None and operator.prev_sibling is not None:
            yield _between(operator.prev_sibling, operator, f"\n{indent}")
        elif found := _brackets(item, item.start_point[0]):
            yield from self._broken(_chosen(found), indent)

    def _wrapped(self, value: Node, indent: str) -> Iterator[Edit]:
        """The edits that put a value in parentheses, and its parts on lines of their own where they need them."""
        inner = self._inner(indent)
        yield _insert(value.start_byte, value.start_byte, f"(\n{inner}")
        if value.type in JOINED and len(inner) + len(written(value)) > self.width:
            for child in value.children:
                if not child.is_named and child.prev_sibling is not None:
                    yield _between(child.prev_sibling, child, f"\n{inner}")
                elif child.is_named:
                    yield from self._item(child, inner, 0)
        yield _insert(value.end_byte, value.end_byte, f"\n{indent})")


def _is_item(node: Node, row: int, column: int) -> bool:
    """Whether a node between brackets begins a line and ends on it."""
    parent = node.parent
    here = node.start_point == (row, column) and node.end_point[0] == row
    return here and parent is not None and parent.type in BRACKETS and parent.start_point[0] < row


def _is_whole(node: Node, row: int) -> bool:
    """Whether a node is an assignment or a return that has one line for itself."""
    return node.type in ("assignment", "return_statement") and node.start_point[0] == node.end_point[0] == row


def _between(one: Node, other: Node, text: str) -> Edit:
    """Puts ``text`` in the place of the whitespace between two neighbours."""
    return _insert(one.start_byte if one == other else one.end_byte, other.start_byte, text)


def _insert(start: int, end: int, text: str) -> Edit:
    return Edit("", Span(start, end), (text,), RULE)


def _brackets(root: Node, row: int) -> list[Node]:
    """The brackets with something in them that open and close on a line and lie in no other such."""
    found: list[Node] = []
    stack = [root]
    while stack:
        node = stack.pop()
        first, last = node.start_point[0], node.end_point[0]
        if not first <= row <= last or node.type == "string":
            continue
        if node.type in BRACKETS and first == last and node.named_child_count:
            found.append(node)
        else:
            stack.extend(node.children)
    return found


def _chosen(found: list[Node]) -> Node:
    """The bracket to break at: the one that holds most."""
    return max(found, key=lambda node: node.end_byte - node.start_byte)
