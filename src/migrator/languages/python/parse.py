"""The Python grammar, loaded once a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Language, Tree


@cache
def language() -> Language:
    """tree-sitter's Python."""
    import tree_sitter_python
    from tree_sitter import Language

    return Language(tree_sitter_python.language())


def parse(data: bytes) -> Tree:
    """The syntax tree of a file; broken places are nodes of type ``ERROR`` in it."""
    from tree_sitter import Parser

    return Parser(language()).parse(data)
