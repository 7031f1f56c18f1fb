"""The container that a place of a YAML file belongs to: what image it runs, or that it is built here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.place import text
from migrator.languages.yaml import TEMPLATE, TOO_DEEP
from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

BUILT = "."
"""Stands for an image that is built from files of the project."""


def image_around(data: bytes, at: Span) -> str:
    """The image of the nearest mapping above ``at`` that has one, :data:`BUILT` if it is built; empty if none has."""
    if TEMPLATE.search(data) or TOO_DEEP.search(data):
        return ""
    top = tree.root("yaml", data)
    for node in tree.above(top, at):
        if node.type not in ("block_mapping", "flow_mapping"):
            continue
        held = dict(_entries(data, node))
        if "build" in held:
            return BUILT
        if held.get("image"):
            return held["image"]
    return ""


def _entries(data: bytes, mapping: Node) -> Iterator[tuple[str, str]]:
    for pair in mapping.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None:
            written = text(data, tree.span(value)).strip("\"'") if value is not None else ""
            yield text(data, tree.span(key)).strip("\"'"), written if "\n" not in written else "."
