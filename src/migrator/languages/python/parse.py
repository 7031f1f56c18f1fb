"""Parses Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.recent import tree

if TYPE_CHECKING:
    from tree_sitter import Node, Tree


def parse(data: bytes) -> Tree:
    """The syntax tree of a file; broken places are nodes of type ``ERROR`` in it."""
    return tree(data, "python")


def named(node: Node) -> list[Node]:
    """The named children of a node that are no comments: those stand anywhere."""
    return [child for child in node.named_children if child.type != "comment"]
