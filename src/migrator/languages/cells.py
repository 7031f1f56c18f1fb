"""The code cells of a notebook as one Python module, and the way back into the strings of the file."""

from __future__ import annotations

import re
from array import array
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.notebook import unescape
from migrator.languages.place import text
from migrator.languages.python.parse import parse
from migrator.model import Span
from migrator.record import record
from migrator.scan.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

SUFFIX = ".ipynb"
MAGIC = re.compile(
    rb"[ \t]*(?:(?P<timed>%(?:time|timeit|prun) +(?!-))|[%!?]|(?:pip|conda|mamba) +[a-z]|[\w.]+\?{1,2}[ \t]*$)"
)
ASSIGNED = re.compile(rb"[ \t]*[\w, ]+=[ \t]*(?P<command>[%!].+)$")
PYTHON = re.compile(rb"\s*%%(?:time|timeit|capture|prun)\b")
OTHER = re.compile(rb"\s*%%\w")
SPECIAL = re.compile(r'[\x00-\x1f"\\]')
FOREIGN = re.compile(r'[\x00-\x1f"\\]|[^\x00-\x7f]')
HALVES = re.compile(rb"\\u[dD][89a-fA-F]")
ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}
ROOM = 16_000_000
"""Bytes of notebooks whose modules are kept: they are asked for again and again. The last one always is."""
NOWHERE = -1
NO_FILE = Source("", b"")


@record
class CellSource(Source):
    """The code of a notebook as a Python module; positions are those in the file, which is ``raw``.

    ``starts`` and ``ends`` say for each byte where it stands in the file, :data:`NOWHERE` for what is between cells;
    ``cells`` are the string literals of each cell in the file, ``mark`` the line between two of them.
    """

    raw: Source = NO_FILE
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    cells: tuple[tuple[Span, ...], ...] = ()
    mark: bytes = b""

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the file."""
        return self.raw.position(self.place(Span(offset, offset)).start)

    def place(self, span: Span) -> Span:
        """The bytes of the file that a span of the module stands for."""
        there = (self.starts[at] for at in range(span.start, len(self.starts)) if self.starts[at] != NOWHERE)
        start = next(there, len(self.raw.data))
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, max(start, *self.ends[span.start : span.end]))


def module_of(source: Source) -> Source:
    """A notebook as a module; any other file as it is."""
    if not source.path.lower().endswith(SUFFIX) or isinstance(source, CellSource):
        return source
    kept, key = _kept(), (source.path, source.data, source.encoding, source.bom)
    found = kept.pop(key, None) or _module(*key)
    kept[key] = found
    over = sum(len(one[1]) for one in kept) - ROOM
    for oldest in list(kept)[:-1]:
        if over <= 0:
            break
        over -= len(kept.pop(oldest).raw.data)
    return found


@cache
def _kept() -> dict[tuple[str, bytes, str, bytes], CellSource]:
    return {}


def _module(path: str, data: bytes, encoding: str, bom: bytes) -> CellSource:
    code, starts, ends = bytearray(), array("i"), array("i")
    found = tuple(tuple(literals) for literals in _cells(data))
    mark = b"# next cell"
    texts = []
    for literals in found:
        cell, begins, stops = bytearray(), list[int](), list[int]()
        for span in literals:
            unescape(data, span, cell, begins, stops)
        texts.append((bytes(cell), begins, stops))
    while any(mark in cell for cell, _, _ in texts):
        mark += b" -"
    between = b"\n" + mark + b"\n"
    for text_of, begins, stops in texts:
        code += _python(text_of) + between
        starts.extend([*begins, *[NOWHERE] * len(between)])
        ends.extend([*stops, *[NOWHERE] * len(between)])
    return CellSource(path, bytes(code), encoding, bom, Source(path, data, encoding, bom), starts, ends, found, mark)


def written(source: CellSource, after: bytes) -> bytes:
    """The notebook with its code changed to ``after``; only the literals of changed lines are other ones.

    Raises:
        ValueError: a change goes across cells, or touches a line that is IPython's.
    """
    between = b"\n" + source.mark + b"\n"
    old, new = source.data.split(between)[:-1], after.split(between)
    if len(new) != len(old) + 1 or new.pop().strip():
        raise ValueError("a change goes across cells")
    data, pieces, at = source.raw.data, list[bytes](), 0
    for literals, before, now in zip(source.cells, old, new, strict=True):
        if before != now:
            pieces += [data[at : literals[0].start], _cell(data, literals, before, now)]
            at = literals[-1].end
    return b"".join([*pieces, data[at:]])


def _cell(data: bytes, literals: Sequence[Span], before: bytes, now: bytes) -> bytes:
    """The literals of a cell whose code was ``before``, for the code ``now``, with what separates them."""
    from difflib import SequenceMatcher

    real = _decoded(data, literals)
    lines, masked = real.splitlines(keepends=True), before.splitlines(keepends=True)
    wanted = now.splitlines(keepends=True)
    single = len(literals) == 1 and (len(lines) > 1 or data[: literals[0].start].rstrip()[-1:] != b"[")
    if not single and [_decoded(data, [one]) for one in literals] != lines:
        raise ValueError("the strings of a cell are not its lines")
    ascii = data.isascii()
    kept = [_encoded(line, ascii) for line in lines] if single else [data[one.start : one.end] for one in literals]
    if single and b"".join(one[1:-1] for one in kept) != data[literals[0].start + 1 : literals[0].end - 1]:
        raise ValueError("the string of a cell is escaped in an unusual way")
    result: list[bytes] = []
    for kind, a, b, c, d in SequenceMatcher(None, masked, wanted, autojunk=False).get_opcodes():
        if kind == "equal":
            result += kept[a:b]
        elif lines[a:b] != masked[a:b]:
            raise ValueError("a change touches a line that is IPython's")
        elif any(HALVES.search(literal) for literal in kept[a:b]):
            raise ValueError("a changed line has characters that are escaped as two")
        else:
            result += [_encoded(line, ascii) for line in wanted[c:d]]
    if single:
        return b'"' + b"".join(literal[1:-1] for literal in result) + b'"'
    gaps = {data[one.end : two.start] for one, two in pairwise(literals)}
    if len(gaps) > 1:
        raise ValueError("the strings of a cell are not laid out evenly")
    start = literals[0].start
    margin = data[data.rfind(b"\n", 0, start) + 1 : start]
    alone = b", " if margin.strip() else b",\n" + margin
    return (gaps.pop() if gaps else alone).join(result)


def _decoded(data: bytes, literals: Sequence[Span]) -> bytes:
    found = bytearray()
    for literal in literals:
        unescape(data, literal, found, [], [])
    return bytes(found)


def _encoded(line: bytes, ascii: bool) -> bytes:
    """A JSON string, escaped no more than it must be; in a file that is all ASCII so that it stays so."""

    def escaped(match: re.Match[str]) -> str:
        units = match.group().encode("utf-16-be")
        codes = (int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2))
        return ESCAPES.get(match.group()) or "".join(f"\\u{code:04x}" for code in codes)

    return f'"{(FOREIGN if ascii else SPECIAL).sub(escaped, line.decode())}"'.encode()


def _cells(data: bytes) -> Iterator[list[Span]]:
    """The string literals of each code cell, if the notebook is in Python."""
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
    """A cell as Python of the same width: IPython's lines are comments, what they time is a statement.

    A cell that is no Python is a comment as well, so that it does not swallow the next one.
    """
    foreign = OTHER.match(cell) is not None and PYTHON.match(cell) is None
    lines = cell.splitlines(keepends=True)
    code = b"".join(_line(line, foreign) for line in lines)
    return code if not parse(code).root_node.has_error else b"".join(_line(line, True) for line in lines)


def _line(line: bytes, foreign: bool) -> bytes:
    bare = line.rstrip(b"\r\n")
    match = MAGIC.match(bare)
    if match is not None and match.group("timed") and not foreign:
        width = len(match.group("timed"))
        return line[: match.start("timed")] + b"0;".ljust(width) + line[match.end("timed") :]
    if match is not None or foreign:
        at = len(line) - len(line.lstrip())
        return line[:at] + b"#" + line[at + 1 :] if bare.strip() else line
    match = ASSIGNED.match(bare)
    if match is None:
        return line
    at, end = match.span("command")
    return line[:at] + b"(" + b" " * (end - at - 2) + b")" + line[end:]
