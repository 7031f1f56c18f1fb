"""Trees of the files that were parsed last: what is looked at for its hits is looked at for its calls soon after."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from migrator.languages.grammar import grammar
from migrator.record import field, record

if TYPE_CHECKING:
    from tree_sitter import Tree

ROOM = 500_000
"""Bytes of text whose trees are kept; a tree takes some twenty times as much. The last one always is."""


def tree(data: bytes, package: str, function: str = "language") -> Tree:
    """The syntax tree of a file, by a grammar as in :func:`migrator.languages.grammar.grammar`."""
    from tree_sitter import Parser

    kept = _kept()
    key = (data, package, function)
    found = kept.trees.pop(key, None)
    if found is None:
        found = Parser(grammar(package, function)).parse(data)
        kept.size += len(data)
    kept.trees[key] = found
    while kept.size > ROOM and len(kept.trees) > 1:
        oldest = next(iter(kept.trees))
        kept.size -= len(oldest[0])
        del kept.trees[oldest]
    return found


@record(frozen=False, slots=False)
class _Kept:
    """Trees in the order in which they were asked for, and how many bytes of text they are of."""

    trees: dict[tuple[bytes, str, str], Tree] = field(default_factory=dict)
    size: int = 0


@cache
def _kept() -> _Kept:
    return _Kept()
