"""Whether rewritten Python still parses, by the word of two parsers that share no code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.record import record

if TYPE_CHECKING:
    from tree_sitter import Tree

DEEPEST_FOR_LIBCST = 500
"""Levels of the syntax tree. LibCST needs seconds for a thousand open brackets, and ends the process at 1,500."""


def check(before: bytes, after: bytes) -> str | None:
    """What is wrong with ``after`` that was not wrong with ``before``.

    tree-sitter must find no more broken places, and LibCST must accept the result unless it refused the original.

    Args:
        before, after: a file without and with its edits, UTF-8.

    Returns:
        What the parser that refuses says, with a line, or ``None``.
    """
    new = _shape(after)
    if new.broken and new.broken > (old := _shape(before)).broken:
        return f"line {new.line}: {new.broken - old.broken} broken place(s) that were not there before"
    if new.deepest > DEEPEST_FOR_LIBCST:
        return None
    error = _libcst_error(after)
    if error is None or (_shape(before).deepest <= DEEPEST_FOR_LIBCST and _libcst_error(before) is not None):
        return None
    return error


@record
class _Shape:
    """Depth of a syntax tree, and its nodes that are errors or were made up: how many, the line of the first."""

    deepest: int
    broken: int
    line: int


def _shape(data: bytes) -> _Shape:
    from migrator.languages.python.parse import parse

    return _measure(parse(data))


def _measure(tree: Tree) -> _Shape:
    broken: list[int] = []
    look = tree.root_node.has_error
    cursor = tree.walk()
    deepest = depth = 0
    while True:
        if look and (node := cursor.node) is not None and (node.is_error or node.is_missing):
            broken.append(node.start_point[0] + 1)
        if cursor.goto_first_child():
            depth += 1
            deepest = max(deepest, depth)
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return _Shape(deepest, len(broken), min(broken, default=0))
            depth -= 1


def _libcst_error(data: bytes) -> str | None:
    import libcst

    try:
        libcst.parse_module(data.decode())
    except libcst.ParserSyntaxError as error:
        return error.message
    except RecursionError:
        return "nested too deeply"
    return None
