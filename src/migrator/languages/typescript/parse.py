"""Parses TypeScript and JavaScript."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from migrator.languages.grammar import grammar

if TYPE_CHECKING:
    from tree_sitter import Tree

Grammar = Literal["typescript", "tsx", "javascript"]


def grammar_of(path: str, language: str = "typescript") -> Grammar:
    """The grammar of a file by its suffix; where that says nothing (``.vue``, ``.html``), by the script's language."""
    suffix = path.rpartition(".")[2].lower()
    if suffix == "tsx":
        return "tsx"
    if suffix in ("ts", "mts", "cts"):
        return "typescript"
    if suffix in ("js", "jsx", "mjs", "cjs") or language == "javascript":
        return "javascript"
    return "typescript"


@lru_cache(maxsize=2)
def parse(data: bytes, name: Grammar) -> Tree:
    """The syntax tree of a file; broken places are nodes of type ``ERROR`` in it. The last two are kept."""
    from tree_sitter import Parser

    if name == "javascript":
        return Parser(grammar("javascript")).parse(data)
    return Parser(grammar("typescript", f"language_{name}")).parse(data)
