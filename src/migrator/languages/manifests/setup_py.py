"""``setup.py``: lists of requirements that are written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.manifests.listing import Item, Listing, Manifest, requirement, spelled
from migrator.languages.place import text
from migrator.languages.python.parse import parse
from migrator.model import Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.scan.source import Source

MAIN = "install_requires"
LISTS = (MAIN, "tests_require", "setup_requires")
TABLE = "extras_require"


def read(source: Source) -> Manifest | None:
    """The lists that ``setup()`` is given, in the call itself or by a variable that is bound once."""
    top = parse(source.data).root_node
    if top.has_error:
        return None
    listings: list[Listing] = []
    stack = [top]
    while stack:
        node = stack.pop()
        if node.type == "keyword_argument":
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if name is not None and value is not None:
                called = text(source.data, Span(name.start_byte, name.end_byte))
                listings += _given(source.data, top, called, value)
        stack += reversed(node.named_children)
    return Manifest(source.path, tuple(listing for listing in listings if listing.items))


def _given(data: bytes, top: Node, name: str, value: Node) -> list[Listing]:
    value = _bound(data, top, value)
    if name in LISTS and value.type == "list":
        return [_listing(data, value, name == MAIN)]
    if name == TABLE and value.type == "dictionary":
        pairs = [child.child_by_field_name("value") for child in value.named_children if child.type == "pair"]
        return [_listing(data, one, False, True) for one in pairs if one is not None and one.type == "list"]
    return []


def _bound(data: bytes, top: Node, value: Node) -> Node:
    """The list behind a variable of the module that is bound once and otherwise only handed on."""
    if value.type != "identifier":
        return value
    name = text(data, Span(value.start_byte, value.end_byte)).encode()
    statements = [child.named_children[0] for child in top.named_children if child.type == "expression_statement"]
    bound = [
        one.child_by_field_name("right")
        for one in statements
        if one.type == "assignment" and (left := one.child_by_field_name("left")) is not None and left.text == name
    ]
    return bound[0] if len(bound) == 1 and bound[0] is not None else value


def _listing(data: bytes, array: Node, main: bool, offered: bool = False) -> Listing:
    items = []
    for child in array.named_children:
        if child.type == "string" and data[child.start_byte : child.start_byte + 1] in (b'"', b"'"):
            span = Span(child.start_byte, child.end_byte)
            item = requirement(text(data, span)[1:-1], span.start + 1, span)
            items += [item] if item is not None else []

    def entry(name: str, like: Item | None) -> str:
        mark = chr(data[like.span.start]) if like is not None else '"'
        tail = like.tail if like is not None else ""
        return f"{mark}{spelled(name, like)}{tail}{mark}"

    return Listing(tuple(items), entry, ",", main, offered)
