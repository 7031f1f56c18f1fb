"""Where the words of a Python file stand, and what an identifier is doing there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.model import Span

LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_").union(range(128, 256))
OPENS = re.compile(rb"\s*\(")
WRITES = frozenset(
    {
        "as_pattern_target",
        "pattern_list",
        "tuple_pattern",
        "parameters",
        "lambda_parameters",
        "aliased_import",
        "dotted_name",
        "global_statement",
        "nonlocal_statement",
        "delete_statement",
        "typed_parameter",
    }
)


class Words:
    """Finds the words of a file, each once: an index of them all takes five times as long for those asked for."""

    def __init__(self, data: bytes, root: Node) -> None:
        self._data = data
        self._root = root
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._found: dict[tuple[frozenset[str], bool], list[Node]] = {}

    def _spots(self, word: str) -> list[tuple[int, int]]:
        """Where a word stands, as a whole one."""
        if word not in self._places:
            data, letters, found = self._data, word.encode(), []
            at = data.find(letters) if letters else -1
            while at >= 0:
                end = at + len(letters)
                if (not at or data[at - 1] not in LETTERS) and (end == len(data) or data[end] not in LETTERS):
                    found.append((at, end))
                at = data.find(letters, end)
            self._places[word] = found
        return self._places[word]

    def named(self, words: frozenset[str], called: bool = False, where: Span | None = None) -> Iterator[Node]:
        """The identifiers that are one of ``words``, in order; with ``called`` those before a bracket."""
        key = (words, called)
        if key not in self._found:
            spots = sorted(spot for word in words for spot in self._spots(word))
            open_ones = (spot for spot in spots if not called or OPENS.match(self._data, spot[1]))
            nodes = (self._root.descendant_for_byte_range(*spot) for spot in open_ones)
            self._found[key] = [node for node in nodes if node is not None and node.type == "identifier"]
        for node in self._found[key]:
            if where is None or where.start <= node.start_byte < where.end:
                yield node

    def keyword(self, word: str) -> Iterator[Node]:
        """The statements with the keyword ``word``, in order."""
        for spot in self._spots(word):
            node = self._root.descendant_for_byte_range(*spot)
            if node is not None and node.type == word and node.parent is not None:
                yield node.parent


def is_read(node: Node) -> bool:
    """Whether an identifier node reads a variable, rather than naming an attribute, a keyword or a target."""
    parent = node.parent
    if parent is None or parent.type in WRITES:
        return False
    for field in ("left", "name", "attribute", "alias"):
        if parent.child_by_field_name(field) == node:
            return parent.type in ("boolean_operator", "binary_operator", "augmented_assignment")
    return True
