"""Where the words of a Python file stand, and what an identifier is doing there."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.model import Span

WORD = re.compile(rb"[^\W\d]\w*+")
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
    """An index of all words of a file, made by one pass for all names that are ever asked for."""

    def __init__(self, data: bytes, root: Node) -> None:
        self._data = data
        self._root = root
        self._found: dict[tuple[frozenset[str], bool], list[Node]] = {}

    @cached_property
    def _places(self) -> dict[bytes, list[int]]:
        places: dict[bytes, list[int]] = {}
        for match in WORD.finditer(self._data):
            places.setdefault(match[0], []).append(match.start())
        return places

    def named(self, words: frozenset[str], called: bool = False, where: Span | None = None) -> Iterator[Node]:
        """The identifiers that are one of ``words``, in order; with ``called`` those before a bracket."""
        key = (words, called)
        if key not in self._found:
            spots = sorted((at, at + len(word)) for word in map(str.encode, words) for at in self._places.get(word, ()))
            open_ones = (spot for spot in spots if not called or OPENS.match(self._data, spot[1]))
            nodes = (self._root.descendant_for_byte_range(*spot) for spot in open_ones)
            self._found[key] = [node for node in nodes if node is not None and node.type == "identifier"]
        for node in self._found[key]:
            if where is None or where.start <= node.start_byte < where.end:
                yield node


def is_read(node: Node) -> bool:
    """Whether an identifier node reads a variable, rather than naming an attribute, a keyword or a target."""
    parent = node.parent
    if parent is None or parent.type in WRITES:
        return False
    for field in ("left", "name", "attribute", "alias"):
        if parent.child_by_field_name(field) == node:
            return parent.type in ("boolean_operator", "binary_operator", "augmented_assignment")
    return True
