"""YAML: compose, Kubernetes, Helm, CI. What no parser takes because it is a template is read by indentation."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from migrator.languages import entries, tree
from migrator.languages.place import line_around, line_piece, text, trimmed
from migrator.languages.shell import comment_start
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.scan.source import Source

SCALARS = frozenset({"plain_scalar", "double_quote_scalar", "single_quote_scalar", "block_scalar"})
PAIRS = frozenset({"block_mapping_pair", "flow_pair"})
NAMED = frozenset({"anchor", "alias", "tag"})
KEY = re.compile(
    rb"^([ ]*)(?:-[ ]+)*(\"[^\"\n]*\"|'[^'\n]*'|[^\s#\"'{\[&*!|>%@`-][^#\n]*?|-[^\s][^#\n]*?)[ ]*:(?:[ ]+|\r?$)"
)
TEMPLATE = re.compile(rb"(?<!\$)\{\{")
"""An expression of a template, which YAML takes for a mapping; CI systems write theirs as ``${{``, which is text."""
TOO_DEEP = re.compile(rb"^[ \t?:-]{100}", re.MULTILINE)
"""The grammar keeps its indentation in a buffer that it does not check: some 250 levels end the process."""
FAST_CHECK_BYTES = 300_000


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """Entries and keys under their dotted path; sequence items share the path of their sequence."""
    del language
    if TEMPLATE.search(source.data) or TOO_DEEP.search(source.data):
        return [_by_lines(source.data, hit) for hit in hits]
    top = tree.root("yaml", source.data)
    if top.has_error:
        return [_by_lines(source.data, hit) for hit in hits]
    return [_by_tree(source.data, top, hit) for hit in hits]


def problem(source: Source) -> str:
    """The line at which the file stops being YAML, if a second parser agrees."""
    if TOO_DEEP.search(source.data):
        return ""
    line = tree.broken_line(tree.root("yaml", source.data))
    if not line or len(source.data) > FAST_CHECK_BYTES:
        return f"line {line} does not parse as YAML" if line else ""
    import yaml

    try:
        for _ in yaml.parse(source.data, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
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


def _by_lines(data: bytes, hit: Span) -> Reference:
    """The same by indentation alone."""
    line = line_around(data, hit.start)
    raw = data[line.start : line.end]
    comment = comment_start(raw)
    if 0 <= comment <= hit.start - line.start:
        span = trimmed(data, Span(line.start + comment, line.end))
        return Reference("comment", span, value=text(data, span))
    path = _path_by_lines(data, line)
    end = line.start + comment if comment >= 0 else line.end
    match = KEY.match(raw)
    if match is None:
        dash = re.match(rb"[ ]*(?:-[ ]+)*", raw)
        scalar = trimmed(data, Span(line.start + (dash.end() if dash else 0), end))
        return entries.value(data, path, scalar, _inner(data, scalar), hit)
    key = Span(line.start + match.start(2), line.start + match.end(2))
    path.append(text(data, key).strip("\"'"))
    scalar = trimmed(data, Span(line.start + match.end(), end))
    if hit.start < key.end:
        return entries.key(path, _inner(data, key), text(data, _inner(data, scalar)))
    if len(path) > 1 and path[-1] == "name" and path[-2] in entries.ENVIRONMENT:
        return Reference("env-write", _inner(data, scalar), text(data, _inner(data, scalar)))
    return entries.value(data, path, scalar, _inner(data, scalar), hit)


def _path_by_lines(data: bytes, line: Span) -> list[str]:
    path: list[str] = []
    raw = data[line.start : line.end]
    indent = len(raw) - len(raw.lstrip(b" "))
    listed = raw[indent : indent + 2] == b"- "
    at = line.start
    for _ in range(3_000):
        if at <= 0 or (indent <= 0 and not listed):
            break
        above = line_around(data, at - 1)
        at = above.start
        match = KEY.match(data[above.start : above.end])
        if match is None:
            continue
        column, dash = match.start(2), len(match.group(1))
        if column < indent or (listed and column == dash == indent):
            path.append(match.group(2).decode("utf-8", "replace").strip("\"'"))
            indent, listed = dash, column > dash
    return path[::-1]


def _inner(data: bytes, span: Span) -> Span:
    quoted = span.end - span.start > 1 and data[span.start] in b"\"'" and data[span.end - 1] == data[span.start]
    return Span(span.start + 1, span.end - 1) if quoted else span
