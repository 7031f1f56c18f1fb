"""Whether rewritten Python still parses, by the word of two parsers that share no code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.record import record

if TYPE_CHECKING:
    from tree_sitter import Tree

DEEPEST_TO_COMPILE = 500
"""Levels of the syntax tree; some thousand are too many for Python's own compiler, whose stack is C's."""


def check(before: bytes, after: bytes) -> str | None:
    """What is wrong with ``after`` that was not wrong with ``before``.

    tree-sitter must find no more broken places, and Python's own compiler, which knows where ``await`` may stand, must
    accept the result unless it refused the original: that may be written for another version.

    Args:
        before, after: a file without and with its edits, UTF-8.

    Returns:
        What the parser that refuses says, with a line, or ``None``.
    """
    new = _shape(after)
    if new.broken and new.broken > (old := _shape(before)).broken:
        return f"line {new.line}: {new.broken - old.broken} broken place(s) that were not there before"
    if new.deepest > DEEPEST_TO_COMPILE:
        return None
    error = _compile_error(after)
    if error is None or (_shape(before).deepest <= DEEPEST_TO_COMPILE and _compile_error(before) is not None):
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


def _compile_error(data: bytes) -> str | None:
    from warnings import catch_warnings, simplefilter

    with catch_warnings():
        simplefilter("ignore")  # of unknown escapes and the like: the file's own affair
        try:
            compile(data.decode(), "rewritten", "exec", dont_inherit=True)
        except SyntaxError as error:
            return f"line {error.lineno}: {error.msg}"
        except (ValueError, RecursionError, MemoryError) as error:
            return str(error) or "nested too deeply"
    return None
