"""``environment.yml``: packages of conda's channels, and below them those of pip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.manifests.listing import Item, Listing, Manifest, requirement, spelled
from migrator.languages.place import text
from migrator.model import Span
from migrator.record import replace

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.scan.source import Source

QUOTED = ("double_quote_scalar", "single_quote_scalar")
CONDA = re.compile(r"(?:[\w-]+::)?([\w.-]+)\s*([=<>!~ ].*)?$")


def read(source: Source) -> Manifest | None:
    """The two lists below ``dependencies``; ``None`` if the file does not parse or has none."""
    top = tree.root("yaml", source.data)
    if top.has_error:
        return None
    sequence = _below(source.data, top, "dependencies")
    if sequence is None:
        return None
    listings = [_listing(source.data, sequence, conda=True)]
    for item in sequence.named_children:
        inner = _below(source.data, item, "pip") if item.type == "block_sequence_item" else None
        if inner is not None:
            listings.append(_listing(source.data, inner, conda=False))
    return Manifest(source.path, tuple(listing for listing in listings if listing.items))


def _below(data: bytes, node: Node, key: str) -> Node | None:
    """The block sequence that is the value of ``key`` in the mapping nearest below ``node``."""
    level = [node]
    while level:
        mapping = next((one for one in level if one.type == "block_mapping"), None)
        if mapping is not None:
            for pair in mapping.named_children:
                named, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
                if named is not None and value is not None and text(data, tree.span(named)) == key:
                    return next((child for child in value.named_children if child.type == "block_sequence"), None)
            return None
        level = [child for one in level for child in one.named_children if child.type != "block_sequence"]
    return None


def _listing(data: bytes, sequence: Node, conda: bool) -> Listing:
    items = []
    for entry_node in sequence.named_children:
        node: Node | None = entry_node
        while node is not None and node.type not in ("plain_scalar", *QUOTED):
            node = node.named_children[0] if len(node.named_children) == 1 and node.type != "block_mapping" else None
        if node is None:
            continue
        span = tree.span(node)
        width = 1 if node.type in QUOTED else 0
        written = text(data, Span(span.start + width, span.end - width))
        item = _conda(written, span.start + width, span) if conda else requirement(written, span.start + width, span)
        items += [item] if item is not None else []

    def entry(name: str, like: Item | None) -> str:
        first = chr(data[like.span.start]) if like is not None else ""
        mark = first if first in "\"'" else ""
        return f"{mark}{spelled(name, like)}{like.tail if like is not None else ''}{mark}"

    return Listing(tuple(items), entry, "", conda=conda, fixed=frozenset({"python", "pip"}))


def _conda(written: str, start: int, span: Span) -> Item | None:
    match = CONDA.match(written)
    if match is None:
        return None
    item = requirement(match.group(1), start + match.start(1), span)
    return replace(item, version=(match.group(2) or "").strip()) if item is not None else None
