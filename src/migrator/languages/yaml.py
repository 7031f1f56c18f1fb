"""YAML: compose, Kubernetes, Helm, CI. What no parser takes because it is a template is read by indentation."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from migrator.languages import entries, tree
from migrator.languages.place import line_piece, text
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.scan.source import Source

SCALARS = frozenset({"plain_scalar", "double_quote_scalar", "single_quote_scalar", "block_scalar"})
PAIRS = frozenset({"block_mapping_pair", "flow_pair"})
NAMED = frozenset({"anchor", "alias", "tag"})
TEMPLATE = re.compile(rb"(?<!\$)\{\{")
"""An expression of a template, which YAML takes for a mapping; CI systems write theirs as ``${{``, which is text."""
TOO_DEEP = re.compile(rb"^[ \t?:-]{100}", re.MULTILINE)
"""The grammar keeps its indentation in a buffer that it does not check: some 250 levels end the process."""
SLOW_CHECK_BYTES = 300_000
"""The grammar counts lines in 16 bits, so its word about a large file is not enough; PyYAML without C is slow."""


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """Entries and keys under their dotted path; sequence items share the path of their sequence."""
    del language
    if TEMPLATE.search(source.data) or TOO_DEEP.search(source.data):
        from migrator.languages import indented

        return indented.references(source, hits)
    top = tree.root("yaml", source.data)
    if top.has_error:
        from migrator.languages import indented

        return indented.references(source, hits)
    return [_by_tree(source.data, top, hit) for hit in hits]


def problem(source: Source) -> str:
    """The line at which the file stops being YAML, if a second parser agrees."""
    if TOO_DEEP.search(source.data):
        return ""
    line = tree.broken_line(tree.root("yaml", source.data))
    if not line:
        return ""
    import yaml

    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None and len(source.data) > SLOW_CHECK_BYTES:
        return ""
    try:
        for _ in yaml.parse(source.data, loader or yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else line
    except yaml.YAMLError:
        pass
    else:
        return ""
    return f"line {line} does not parse as YAML"


def _by_tree(data: bytes, top: Node, hit: Span) -> Reference:
    nodes = tree.above(top, hit)
    if nodes[0].type == "comment":
        return Reference("comment", tree.span(nodes[0]), value=text(data, tree.span(nodes[0])))
    scalar = next((node for node in nodes[:6] if node.type in SCALARS), None)
    path, in_key = _path(nodes)
    if scalar is None:
        named = next((node for node in nodes[:4] if node.type in NAMED), nodes[0])
        piece = line_piece(data, tree.span(named), hit)
        return Reference("key" if named.type in NAMED else "unknown", piece, text(data, piece), "")
    span = tree.span(scalar)
    quoted = scalar.type in ("double_quote_scalar", "single_quote_scalar")
    inner = Span(span.start + 1, span.end - 1) if quoted else span
    if in_key:
        return entries.key(path, inner, _value_of(data, nodes))
    variable = _kubernetes_variable(data, nodes, path, inner)
    if variable is not None:
        return variable
    sequence = next((node for node in nodes[:6] if node.type == "flow_sequence"), None)
    if sequence is not None and entries.COMMANDS.search(".".join(path)) and path[-1].lower() != "args":
        whole = tree.span(sequence)
        if b"\n" not in data[whole.start : whole.end]:
            words = re.findall(r"\"([^\"]*)\"|'([^']*)'|([^\s,\[\]]+)", text(data, whole))
            return Reference("entry", whole, ".".join(path), " ".join("".join(word) for word in words))
    return entries.value(data, path, span, inner, hit)


def _path(nodes: Sequence[Node]) -> tuple[list[str], bool]:
    """The keys above a node, outermost first, and whether the node itself is the last of them."""
    path: list[str] = []
    in_key = False
    for below, node in pairwise(nodes):
        if node.type in PAIRS:
            named = node.child_by_field_name("key")
            if named is None:
                continue
            if not path and named == below:
                in_key = True
            path.append((named.text or b"").decode("utf-8", "replace").strip("\"'"))
    return path[::-1], in_key


def _value_of(data: bytes, nodes: Sequence[Node]) -> str:
    pair = next((node for node in nodes if node.type in PAIRS), None)
    value = pair.child_by_field_name("value") if pair is not None else None
    if value is None or value.end_byte - value.start_byte > 200 or value.type == "block_node":
        return ""
    return text(data, tree.span(value)).strip("\"'")


def _kubernetes_variable(data: bytes, nodes: Sequence[Node], path: list[str], inner: Span) -> Reference | None:
    """``- name: X`` with ``value: y`` beside it, under ``env``."""
    if len(path) < 2 or path[-1] != "name" or path[-2] not in entries.ENVIRONMENT:
        return None
    pair = next((node for node in nodes if node.type in PAIRS), None)
    beside = pair.next_named_sibling if pair is not None else None
    value = beside.child_by_field_name("value") if beside is not None and beside.type in PAIRS else None
    said = text(data, tree.span(value)).strip("\"'") if value is not None else ""
    return Reference("env-write", inner, text(data, inner), said if "\n" not in said else "")
