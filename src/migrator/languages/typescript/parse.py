"""Parses TypeScript and JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from migrator.languages.recent import tree

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


def parse(data: bytes, name: Grammar) -> Tree:
    """The syntax tree of a file; broken places are nodes of type ``ERROR`` in it."""
    return tree(data, "javascript") if name == "javascript" else tree(data, "typescript", f"language_{name}")
