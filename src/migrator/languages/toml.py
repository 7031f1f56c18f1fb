"""TOML: settings, and the manifests of Python and Rust."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from migrator.languages import entries, tree
from migrator.languages.place import line_piece, text
from migrator.languages.requirements import requirement
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.scan.source import Source

PACKAGES = re.compile(r"(^|\.)([\w-]*dependencies|packages|dev-packages)$")
REQUIREMENTS = re.compile(
    r"(^|\.)(dependencies|[\w-]*-dependencies|requires)$|optional-dependencies\.|dependency-groups\."
)
KEYS = frozenset({"bare_key", "dotted_key", "quoted_key"})
TABLES = frozenset({"table", "table_array_element"})


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """Entries and keys under their dotted path; requirements as dependencies."""
    del language
    top = tree.root("toml", source.data)
    return [_reference(source.data, top, hit) for hit in hits]


def problem(source: Source) -> str:
    """The line at which the file stops being TOML, if a second parser agrees."""
    line = tree.broken_line(tree.root("toml", source.data))
    if not line:
        return ""
    import tomllib

    try:
        tomllib.loads(source.data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return f"line {line} does not parse as TOML"
    return ""


def _reference(data: bytes, top: Node, hit: Span) -> Reference:
    nodes = tree.above(top, hit)
    if nodes[0].type == "comment":
        return Reference("comment", tree.span(nodes[0]), value=text(data, tree.span(nodes[0])))
    path, pair, key = _path(data, nodes)
    if key is not None:
        table = ".".join(path[:-1])
        if pair is not None and PACKAGES.search(table) and "optional-" not in table:
            return Reference("dependency", line_piece(data, tree.span(pair), hit), path[-1], _value(data, pair))
        return entries.key(path, tree.span(key), _value(data, pair))
    scalar = next((node for node in nodes[:4] if node.type in ("string", "integer", "float")), None)
    if scalar is None:
        span = line_piece(data, tree.span(nodes[0]), hit)
        return Reference("entry", span, ".".join(path), text(data, span))
    span = tree.span(scalar)
    raw = text(data, span)
    width = 3 if raw[:3] in ('"""', "'''") else 1
    inner = Span(span.start + width, span.end - width) if scalar.type == "string" else span
    if scalar.type == "string" and REQUIREMENTS.search(".".join(path)):
        named = requirement(text(data, inner))
        if named:
            return Reference("dependency", span, *named)
    return entries.value(data, path, span, inner, hit)


def _path(data: bytes, nodes: Sequence[Node]) -> tuple[list[str], Node | None, Node | None]:
    """The dotted path, the pair around, and the key if the hit is in one."""
    path: list[str] = []
    nearest = in_key = None
    for below, node in pairwise(nodes):
        if node.type != "pair" and node.type not in TABLES:
            continue
        named = next((child for child in node.named_children if child.type in KEYS), None)
        if named is None:
            continue
        if below == named and not path:
            in_key = named
        if nearest is None and node.type == "pair":
            nearest = node
        path.append(text(data, tree.span(named)).replace('"', ""))
    return path[::-1], nearest, in_key


def _value(data: bytes, pair: Node | None) -> str:
    values = [child for child in pair.named_children[1:] if child.type != "comment"] if pair is not None else []
    value = values[0] if values else None
    if value is None or value.end_byte - value.start_byte > 200:
        return ""
    return text(data, tree.span(value)).strip("\"'")
