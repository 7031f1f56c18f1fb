"""Where the words of a Python file stand, and what an identifier is doing there."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from migrator.languages.python.parse import parse

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
    """Finds the words of a file, each once: an index of them all takes five times as long for those asked for.

    A file in which no word is found is never parsed.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._places: dict[str, list[int]] = {}
        self._found: dict[tuple[frozenset[str], bool, Span | None], list[Node]] = {}

    @cached_property
    def root(self) -> Node:
        """The root of the syntax tree."""
        return parse(self._data).root_node

    def spots(self, word: str, where: Span | None = None) -> list[int]:
        """The offsets at which a word stands as a whole one, of all or of those inside ``where``."""
        known = self._places.get(word)
        if known is None:
            known = list(self._searched(word.encode(), where))
            if where is None:
                self._places[word] = known
        elif where is not None:
            return known[bisect_left(known, where.start) : bisect_left(known, where.end)]
        return known

    def _searched(self, letters: bytes, where: Span | None) -> Iterator[int]:
        data, size = self._data, len(letters)
        start, end = (where.start, where.end) if where is not None else (0, len(data))
        at = data.find(letters, start, end) if letters else -1
        while at >= 0:
            last = at + size
            if (not at or data[at - 1] not in LETTERS) and (last == len(data) or data[last] not in LETTERS):
                yield at
            at = data.find(letters, last, end)

    def at(self, spot: int, word: str) -> Node | None:
        """The node of the word at an offset, if it is an identifier."""
        node = self.root.descendant_for_byte_range(spot, spot + len(word.encode()))
        return node if node is not None and node.type == "identifier" else None

    def named(self, words: frozenset[str], called: bool = False, where: Span | None = None) -> list[Node]:
        """The identifiers that are one of ``words``, in order; with ``called`` those before a bracket."""
        key = (words, called, where)
        if key not in self._found:
            spots = sorted((spot, word) for word in words for spot in self.spots(word, where))
            data = self._data
            open_ones = (one for one in spots if not called or OPENS.match(data, one[0] + len(one[1].encode())))
            self._found[key] = [node for one in open_ones if (node := self.at(*one)) is not None]
        return self._found[key]

    def keyword(self, word: str, where: Span | None = None) -> Iterator[Node]:
        """The statements with the keyword ``word``, in order, of all or of those inside ``where``."""
        for spot in self.spots(word, where):
            node = self.root.descendant_for_byte_range(spot, spot + len(word))
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
