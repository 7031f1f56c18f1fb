"""``package.json``: the packages of a project for Node or the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.manifests.listing import Item, Listing, Manifest
from migrator.languages.place import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.scan.source import Source

LISTS = {"dependencies": True, "devDependencies": False, "optionalDependencies": False, "peerDependencies": False}
"""The keys of the lists, and whether what is in them is always installed."""
ELSEWHERE = re.compile(r"(catalog|workspace|npm|file|link|portal|patch|git(\+\w+)?|github|https?):")
NODE = ("engines", "volta")
MAJOR = re.compile(r"\d+")


def read(source: Source) -> Manifest | None:
    """The lists of packages; ``None`` if the file does not parse."""
    data, top = source.data, tree.root("json", source.data)
    if top.has_error or not top.named_children:
        return None
    listings, node, lists = [], 0, dict(_pairs(data, top.named_children[-1]))
    peers = {name for name, _ in _pairs(data, lists.get("peerDependencies"))}
    for key, main in LISTS.items():
        items = tuple(_item(data, name, value, key, peers) for name, value in _pairs(data, lists.get(key)))
        if items:
            listings.append(Listing(items, _entry, ",", main, offered=key == "peerDependencies"))
    for key in NODE:
        said = dict(_pairs(data, lists.get(key))).get("node")
        node = node or (_least(_plain(data, said)) if said is not None else 0)
    return Manifest(source.path, tuple(listings), node=node)


def _pairs(data: bytes, node: Node | None) -> Iterator[tuple[str, Node]]:
    """The keys of an object with their values."""
    for pair in node.named_children if node is not None and node.type == "object" else ():
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None:
            yield _plain(data, key), value


def _plain(data: bytes, node: Node) -> str:
    return text(data, tree.span(node)).strip('"')


def _item(data: bytes, name: str, value: Node, key: str, peers: set[str]) -> Item:
    version = _plain(data, value)
    pair = value.parent
    assert pair is not None  # a value stands in one
    elsewhere = ELSEWHERE.match(version)
    locked = f"its version is `{elsewhere.group()}…`" if elsewhere is not None else ""
    if key == "peerDependencies" or name in peers:
        locked = locked or "who uses this package brings it along"
    named = pair.child_by_field_name("key")
    span = tree.span(pair)
    return Item(name, frozenset(), span, tree.span(named) if named is not None else span, name, "", version, locked)


def _least(said: str) -> int:
    """The smallest major version of ``>=20 <23`` or ``^18 || ^20``; 0 where only an upper bound is given."""
    alternatives = [part.strip() for part in said.split("||")]
    majors = [int(match.group()) for part in alternatives if (match := MAJOR.search(part)) and part[0] != "<"]
    return min(majors) if len(majors) == len(alternatives) else 0


def _entry(name: str, like: Item | None) -> str:
    """An entry for ``name@version``."""
    del like
    bare, _, version = name[1:].partition("@")
    return f'"{name[0]}{bare}": "{version or "*"}"'
