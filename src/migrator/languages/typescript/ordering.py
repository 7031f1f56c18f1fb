"""The order of what a loop over a stream does: the end comes after the text, and is looked at whether there is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.branches import depends, sole, statement_of
from migrator.languages.typescript.lower import children, written
from migrator.languages.typescript.success import LEAVES, leaves
from migrator.model import Keep, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from migrator.syntax import Parts


def deferred(test: Node, texts: Sequence[Node], data: bytes) -> tuple[Span, Parts] | None:
    """The edit that moves ``if (test) { …; break }`` behind the statements that read ``texts``.

    They must do nothing where there is no text, as in the last part of the old stream; nothing else may follow.
    """
    statement = statement_of(test)
    branch = statement.child_by_field_name("consequence") if statement is not None else None
    if statement is None or branch is None or not sole(test) or not leaves(branch):
        return None
    following = list(_after(statement))
    if not following or not all(_only_text(one, texts) for one in following):
        return None
    start, end = statement.start_byte, following[-1].end_byte
    first = data.rfind(b"\n", 0, start) + 1
    indent = data[first:start]
    if indent.strip() or data[end : data.find(b"\n", end)].strip():
        return None
    own, others = Keep(Span(start, statement.end_byte)), Keep(Span(_top(following[0], data), end))
    return Span(start, end), (others, f"\n{indent.decode()}", own)


def alternative(test: Node, tests: Sequence[Node], data: bytes) -> tuple[Span, Parts] | None:
    """The edit that makes ``if (test)`` of ``else if (test)``, the one alternative to a condition that holds ``tests``.

    What the first branch does must not leave the loop.
    """
    statement = statement_of(test)
    clause = statement.parent if statement is not None else None
    outer = clause.parent if clause is not None and clause.type == "else_clause" else None
    if statement is None or clause is None or outer is None or outer.type != "if_statement":
        return None
    condition, block = outer.child_by_field_name("condition"), outer.child_by_field_name("consequence")
    if condition is None or block is None or block.type != "statement_block" or leaves(block):
        return None
    if outer.parent is None or outer.parent.type == "else_clause" or any(not _in(one, condition) for one in tests):
        return None
    first = data.rfind(b"\n", 0, outer.start_byte) + 1
    indent = data[first : outer.start_byte]
    if indent.strip():
        return None
    return Span(block.end_byte, statement.start_byte), (f"\n{indent.decode()}",)


def _after(statement: Node) -> Iterator[Node]:
    """The statements that follow in the same block."""
    sibling = statement.next_named_sibling
    while sibling is not None:
        if sibling.type != "comment":
            yield sibling
        sibling = sibling.next_named_sibling


def _only_text(statement: Node, texts: Sequence[Node]) -> bool:
    """Whether a statement only does something where there is text: ``if (text) …``, ``all += text``."""
    inside = [text for text in texts if _in(text, statement)]
    if statement.type == "expression_statement":
        added = children(statement)[0]
        return bool(inside) and added.type == "augmented_assignment_expression" and written(added).count("+=") == 1
    branch = statement.child_by_field_name("consequence")
    if statement.type != "if_statement" or branch is None or statement.child_by_field_name("alternative") is not None:
        return False
    return any(depends(text, branch) == "true" for text in texts) and not any(map(_leaves, _below(branch)))


def _leaves(node: Node) -> bool:
    return node.type in LEAVES


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.named_children:
        yield from _below(child)


def _in(node: Node, outer: Node) -> bool:
    return outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte


def _top(statement: Node, data: bytes) -> int:
    """Where a statement begins, with the comments on the lines right above it."""
    start = statement.start_byte
    line = data.rfind(b"\n", 0, start) + 1
    while line:
        above = data.rfind(b"\n", 0, line - 1) + 1
        text = data[above:line].lstrip()
        if not text.startswith(b"//"):
            break
        start, line = above + len(data[above:line]) - len(text), above
    return start
