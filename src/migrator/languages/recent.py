"""Trees of the files that were parsed last: what is looked at for its hits is looked at for its calls soon after."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from migrator.languages.grammar import grammar

if TYPE_CHECKING:
    from tree_sitter import Tree

ROOM = 500_000
"""Bytes of text whose trees are kept; a tree takes some twenty times as much. The last one always is."""


def tree(data: bytes, package: str, function: str = "language") -> Tree:
    """The syntax tree of a file, by a grammar as in :func:`migrator.languages.grammar.grammar`."""
    from tree_sitter import Parser

    kept = _kept()
    key = (data, package, function)
    found = kept.pop(key, None) or Parser(grammar(package, function)).parse(data)
    kept[key] = found
    over = sum(len(text) for text, *_ in kept) - ROOM
    for oldest in list(kept)[:-1]:
        if over <= 0:
            break
        over -= len(oldest[0])
        del kept[oldest]
    return found


@cache
def _kept() -> dict[tuple[bytes, str, str], Tree]:
    return {}
