"""The code cells of a notebook as one Python module, and where each byte of it stands in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.notebook import unescape
from migrator.languages.place import text
from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from migrator.scan.source import Source

CELL_MAGIC = re.compile(rb"\s*%%(\w+)")
PYTHON_MAGICS = frozenset({b"time", b"timeit", b"capture", b"prun"})
"""Magics of a cell whose cell is still Python."""
LINE_MAGIC = re.compile(rb"^[ \t]*(?:[%!?].*|[\w.]+\?{1,2}[ \t]*)$", re.MULTILINE)
ASSIGNED = re.compile(rb"^[ \t]*[\w, ]+=[ \t]*([%!].*)$", re.MULTILINE)
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Cells:
    """``code`` is the module. For each of its bytes ``starts`` and ``ends`` say where it stands in the file.

    ``strings`` gives the literal of the file that holds it, by its place in the file; what stands between cells is
    :data:`NOWHERE`.
    """

    code: bytes
    starts: Sequence[int]
    ends: Sequence[int]
    strings: Sequence[int]


@lru_cache(maxsize=4)
def cells(data: bytes) -> Cells:
    """The code cells of a notebook, in order; lines that are IPython's and not Python's are blank."""
    code, starts, ends, strings = bytearray(), list[int](), list[int](), list[int]()
    for literals in _sources(data):
        begin = len(code)
        for span in literals:
            unescape(data, span, code, starts, ends)
            strings += [span.start] * (len(code) - len(strings))
        code[begin:] = _python(bytes(code[begin:]))
        between = b"\n\n" if code[-1:] != b"\n" else b"\n"
        code += between
        for listed in (starts, ends, strings):
            listed += [NOWHERE] * len(between)
    return Cells(bytes(code), starts, ends, strings)


def python_of(source: Source) -> bytes:
    """The Python code of a file: of a notebook its cells."""
    return cells(source.data).code if source.path.endswith(".ipynb") else source.data


def _sources(data: bytes) -> Iterator[list[Span]]:
    """The string literals of each code cell in Python."""
    top = tree.root("json", data)
    document = next((node for node in top.named_children if node.type == "object"), None)
    listed = _value(data, document, "cells")
    if document is None or listed is None or listed.type != "array" or _language(data, document) != "python":
        return
    for cell in listed.named_children:
        kind, source = _value(data, cell, "cell_type"), _value(data, cell, "source")
        if kind is None or source is None or _plain(data, kind) != "code":
            continue
        strings = [source] if source.type == "string" else source.named_children
        found = [tree.span(string) for string in strings if string.type == "string"]
        if found:
            yield found


def _language(data: bytes, document: Node) -> str:
    """The language of a notebook's kernel; Python if it does not say."""
    at: Node | None = document
    for key in ("metadata", "kernelspec", "language"):
        at = _value(data, at, key)
    return _plain(data, at).lower() if at is not None else "python"


def _value(data: bytes, mapping: Node | None, key: str) -> Node | None:
    if mapping is None or mapping.type != "object":
        return None
    for pair in mapping.named_children:
        named = pair.child_by_field_name("key") if pair.type == "pair" else None
        if named is not None and _plain(data, named) == key:
            return pair.child_by_field_name("value")
    return None


def _plain(data: bytes, node: Node) -> str:
    return text(data, tree.span(node)).strip('"')


def _python(cell: bytes) -> bytes:
    """A cell with what is not Python replaced by as many blanks."""
    magic = CELL_MAGIC.match(cell)
    if magic is not None and magic.group(1) not in PYTHON_MAGICS:
        return re.sub(rb"[^\n]", b" ", cell)
    blank = LINE_MAGIC.sub(lambda line: b" " * len(line.group()), cell)
    return ASSIGNED.sub(lambda line: line.group()[: line.start(1) - line.start()] + _none(line.group(1)), blank)


def _none(command: bytes) -> bytes:
    """A command's output, as an expression of the same width that nothing is known about."""
    return b"(" + b" " * (len(command) - 2) + b")" if len(command) > 1 else b" "
