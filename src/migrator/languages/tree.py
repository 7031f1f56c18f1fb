"""Syntax trees of configuration files. The last few are kept, as several questions are asked about one file."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from migrator.model import Span

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

HIGHEST = 90
"""Nodes looked at above a hit. Real files stay under 40."""


@lru_cache(maxsize=2)
def root(grammar: str, data: bytes) -> Node:
    """The root of the tree of ``data``; broken places are nodes of type ``ERROR`` in it."""
    return _parser(grammar).parse(data).root_node


@cache
def _parser(name: str) -> Parser:
    from tree_sitter import Parser

    from migrator.languages.grammar import grammar

    return Parser(grammar(name))


def above(top: Node, hit: Span) -> list[Node]:
    """The smallest node around a hit and what it stands in, from the inside out.

    Walked from the root down: a node finds its parent only by doing the same, once for every step.
    """
    cursor = top.walk()
    found = [top]
    while cursor.goto_first_child_for_byte(hit.start) is not None:
        node = cursor.node
        if node is None or node.start_byte > hit.start or node.end_byte < hit.end:
            break
        found.append(node)
    return found[: -HIGHEST - 1 : -1]


def span(node: Node) -> Span:
    """The bytes of a node."""
    return Span(node.start_byte, node.end_byte)


def broken_line(top: Node) -> int:
    """The first line, from 1, where the tree has an error, or 0."""
    if not top.has_error:
        return 0
    node, line = top, top.start_point.row
    for _ in range(10_000):
        bad = next((child for child in node.children[:50_000] if child.has_error or child.is_missing), None)
        if bad is None:
            break
        node, line = bad, bad.start_point.row
        if node.is_error or node.is_missing:
            break
    return line + 1
