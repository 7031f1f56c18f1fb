"""Statements of TypeScript and JavaScript: their lines, how they end, and what is put in front of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.names import FUNCTIONS
from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.syntax import Parts


def before(statement: Node, data: bytes, text: str) -> tuple[Span, Parts]:
    """An insertion on the line of a statement, above the comments right over it."""
    start = data.rfind(b"\n", 0, statement.start_byte) + 1
    while start:
        above = data.rfind(b"\n", 0, start - 1) + 1
        if not data[above:start].lstrip().startswith(b"//"):
            break
        start = above
    return Span(start, start), (text,)


def indentation(statement: Node, data: bytes) -> str | None:
    """The white space in front of a statement; ``None`` if something else stands on its line before it."""
    before = data[data.rfind(b"\n", 0, statement.start_byte) + 1 : statement.start_byte]
    return before.decode() if not before.strip() else None


def closes(statement: Node, data: bytes) -> bool:
    """Whether statements end in a semicolon here: as this one does, or the first inside it."""
    if data[statement.end_byte - 1 : statement.end_byte] == b";":
        return True
    stated = (node for node in inner(statement) if node.type in ("expression_statement", "lexical_declaration"))
    inside = next(stated, None)
    return inside is not None and data[inside.end_byte - 1 : inside.end_byte] == b";"


def inner(node: Node) -> Iterator[Node]:
    """The nodes below ``node``, functions left out."""
    for child in node.named_children:
        if child.type not in FUNCTIONS:
            yield child
            yield from inner(child)
