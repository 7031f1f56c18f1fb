"""Parses Python."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from migrator.languages.grammar import grammar

if TYPE_CHECKING:
    from tree_sitter import Tree


@lru_cache(maxsize=2)
def parse(data: bytes) -> Tree:
    """The syntax tree of a file; broken places are nodes of type ``ERROR`` in it. The last two are kept."""
    from tree_sitter import Parser

    return Parser(grammar("python")).parse(data)
