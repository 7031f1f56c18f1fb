"""JSON, with comments and trailing commas where people write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages import entries, tree
from migrator.languages.place import text, word_around
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.scan.source import Source

DEPENDENCIES = re.compile(r"(^|\.)(\w*dependencies|require|require-dev|overrides|resolutions|catalog)$", re.IGNORECASE)
LENIENT = re.compile(
    rb"\"(?:\\.|[^\"\\])*\"|(//[^\n]*|/\*.*?\*/)|,(?=\s*(?:(?://[^\n]*\n|/\*.*?\*/)\s*)*[\]}])", re.DOTALL
)
NUMBERS_IN_LIST = 4
NUMBERS_IN_MAPPING = 50
"""So many numbers together are data, and one of them that equals a port is chance."""


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """Entries and keys under their dotted path; items of a list share the path of the list."""
    del language
    top = tree.root("json", source.data)
    manifest = source.path.rpartition("/")[2] in {"package.json", "composer.json", "deno.json"}
    return [_reference(source.data, top, hit, manifest) for hit in hits]


def problem(source: Source) -> str:
    """The line at which the file stops being JSON, comments and trailing commas allowed."""
    line = tree.broken_line(tree.root("json", source.data))
    if not line:
        return ""
    import json

    strict = LENIENT.sub(_without_comment, source.data)
    rows = b"[" + b",".join(row for row in strict.splitlines() if row.strip()) + b"]"
    for document in (rows, strict):
        try:
            json.loads(document)
        except json.JSONDecodeError as error:
            line = error.lineno
        except (ValueError, RecursionError):
            continue
        else:
            return ""
    return f"line {line} does not parse as JSON"


def _without_comment(match: re.Match[bytes]) -> bytes:
    written = match.group()
    return written if written[:1] == b'"' else b"\n" * written.count(b"\n")


def _reference(data: bytes, top: Node, hit: Span, manifest: bool) -> Reference:
    nodes = tree.above(top, hit)
    if nodes[0].type == "comment":
        return Reference("comment", tree.span(nodes[0]), value=text(data, tree.span(nodes[0])))
    scalar = next((node for node in nodes[:4] if node.type in ("string", "number")), None)
    if scalar is None:
        span = word_around(data, hit)
        return Reference("entry", span, value=text(data, span))
    path, pair, in_key = _path(data, nodes, scalar)
    span = tree.span(scalar)
    inner = Span(span.start + 1, span.end - 1) if scalar.type == "string" else span
    if manifest and pair is not None and len(path) > 1 and DEPENDENCIES.search(".".join(path[:-1])):
        return Reference("dependency", tree.span(pair), path[-1], _value(data, pair))
    if in_key and pair is not None:
        return entries.key(path, inner, _value(data, pair))
    if scalar.type == "number" and _among_numbers(scalar):
        return Reference("number", span, value=text(data, span))
    return entries.value(data, path, span, inner, hit)


def _path(data: bytes, nodes: Sequence[Node], scalar: Node) -> tuple[list[str], Node | None, bool]:
    path: list[str] = []
    nearest, in_key = None, False
    for node in nodes:
        if node.type == "pair":
            named = node.child_by_field_name("key")
            if named is None:
                continue
            if nearest is None:
                nearest, in_key = node, named == scalar
            path.append(text(data, tree.span(named)).strip('"'))
    return path[::-1], nearest, in_key


def _value(data: bytes, pair: Node) -> str:
    value = pair.child_by_field_name("value")
    if value is None or value.end_byte - value.start_byte > 200:
        return ""
    return text(data, tree.span(value)).strip('"')


def _among_numbers(scalar: Node) -> bool:
    """One of many numbers in a list, or in a mapping from words to numbers as vocabularies are."""
    around = scalar.parent
    if around is not None and around.type == "array":
        return around.named_child_count >= NUMBERS_IN_LIST and _between(scalar, "number")
    if around is None or around.parent is None or around.parent.named_child_count < NUMBERS_IN_MAPPING:
        return False
    return _between(around, "pair") and all(
        (value := beside.child_by_field_name("value")) is not None and value.type == "number"
        for beside in (around.prev_named_sibling, around.next_named_sibling)
        if beside is not None
    )


def _between(node: Node, kind: str) -> bool:
    beside = (node.prev_named_sibling, node.next_named_sibling)
    return all(one is None or one.type == kind for one in beside)
