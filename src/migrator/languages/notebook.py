"""Notebooks: the cells of code and text are read by their own language, outputs are told apart."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.place import line_piece, text
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.scan.source import Source

PARSED_BYTES = 8_000_000
LONG_LINE = 8_000_000
ESCAPES = {110: 10, 116: 9, 114: 13, 98: 8, 102: 12}


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """References at their place in the raw file; an output is prose called ``output``."""
    from migrator.languages import json

    data = source.data
    top = tree.root("json", data)
    found: list[Reference] = []
    cells: dict[int, tuple[Node, str, list[Span]]] = {}
    for hit in hits:
        nodes = tree.above(top, hit)
        string = next((node for node in nodes[:4] if node.type == "string"), None)
        cell = _cell_source(data, nodes, string)
        if cell is not None:
            pair, language = cell
            cells.setdefault(pair.id, (pair, language, []))[2].append(hit)
        elif string is not None and any(_key(data, node) == "outputs" for node in nodes if node.type == "pair"):
            piece = line_piece(data, tree.span(string), hit)
            found.append(Reference("prose", piece, "output", text(data, piece)))
        else:
            found += json.references(source, [hit], "json")
    for pair, name, held in cells.values():
        found += _cell(source, pair, name, held)
    return found


def problem(source: Source) -> str:
    """The line at which the file stops being JSON."""
    from migrator.languages import json

    return json.problem(source)


def _key(data: bytes, pair: Node) -> str:
    named = pair.child_by_field_name("key")
    return text(data, tree.span(named)).strip('"') if named is not None else ""


def _cell_source(data: bytes, nodes: Sequence[Node], string: Node | None) -> tuple[Node, str] | None:
    """The ``source`` of a cell that holds a string, and the language of the cell."""
    if string is None:
        return None
    around = nodes[nodes.index(string) + 1 :][:3]
    if around and around[0].type == "array":
        around = around[1:]
    if len(around) < 2 or around[0].type != "pair" or around[1].type != "object":
        return None
    pair, cell = around[:2]
    if _key(data, pair) != "source" or pair.child_by_field_name("key") == string:
        return None
    return pair, _cell_language(data, cell)


def _cell_language(data: bytes, cell: Node) -> str:
    for pair in cell.named_children:
        value = pair.child_by_field_name("value") if pair.type == "pair" else None
        if value is not None and _key(data, pair) == "cell_type":
            return "python" if text(data, tree.span(value)).strip('"') == "code" else "markdown"
    return "text"


def _cell(source: Source, pair: Node, language: str, hits: list[Span]) -> list[Reference]:
    """The strings of a cell put together and read as one file; the places of its bytes lead back."""
    from migrator.languages.names import MODULES
    from migrator.scan.source import Source as Cell

    value = pair.child_by_field_name("value")
    if value is None:
        return []
    strings = [value] if value.type == "string" else [child for child in value.named_children if child.type == "string"]
    decoded = bytearray()
    places: list[int] = []
    ends: list[int] = []
    for string in strings:
        unescape(source.data, tree.span(string), decoded, places, ends)
    moved = [Span(_find(places, hit.start), _find(places, hit.end - 1) + 1) for hit in hits]
    shell = bytes(decoded).lstrip()[:1] in (b"!", b"%") and language == "python" and bytes(decoded).count(b"\n") < 2
    module = import_module(f"migrator.languages.{'shell' if shell else MODULES[language]}")
    found = module.references(Cell(source.path, bytes(decoded)), moved, language)
    return [
        Reference(r.role, Span(places[r.span.start], ends[r.span.end - 1]), r.name, r.value)
        for r in found
        if r.span.end > r.span.start
    ]


def _find(places: Sequence[int], at: int) -> int:
    from bisect import bisect_right

    return max(bisect_right(places, at) - 1, 0)


def unescape(data: bytes, string: Span, decoded: bytearray, places: list[int], ends: list[int]) -> None:
    """Appends the text of a string literal to ``decoded``, and the place of each of its bytes in the file."""
    at, end = string.start + 1, string.end - 1
    while at < end:
        byte = data[at]
        if byte != 92:
            decoded.append(byte)
            places.append(at)
            at += 1
            ends.append(at)
            continue
        letter = data[at + 1] if at + 1 < end else 92
        if letter == 117:
            try:
                piece = chr(int(data[at + 2 : at + 6], 16)).encode("utf-8", "replace")
            except ValueError:
                piece = b"?"
            width = 6
        else:
            piece, width = bytes([ESCAPES.get(letter, letter)]), 2
        decoded += piece
        places += [at] * len(piece)
        at += width
        ends += [at] * len(piece)
