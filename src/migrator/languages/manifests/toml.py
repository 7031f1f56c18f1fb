"""``pyproject.toml`` (PEP 621, dependency groups, uv, PDM, Hatch, Poetry) and ``Pipfile``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.manifests.listing import Item, Listing, Manifest, normalised, requirement, spelled
from migrator.languages.place import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.scan.source import Source

ARRAYS = re.compile(
    r"project\.dependencies|project\.optional-dependencies\.[^.]+|dependency-groups\.[^.]+"
    r"|tool\.uv\.dev-dependencies|tool\.pdm\.dev-dependencies\.[^.]+|tool\.hatch\.envs\.[^.]+\.(extra-)?dependencies"
)
TABLES = re.compile(
    r"tool\.poetry\.dependencies|tool\.poetry\.dev-dependencies|tool\.poetry\.group\.[^.]+\.dependencies"
    r"|packages|dev-packages"
)
MAIN = frozenset({"project.dependencies", "tool.poetry.dependencies", "packages"})
NAMED_ELSEWHERE = re.compile(r"tool\.uv\.sources|tool\.poetry\.extras\..*|tool\.poetry\.extras")
KEYS = frozenset({"bare_key", "dotted_key", "quoted_key"})
PLAIN = frozenset({"version", "extras"})


def read(source: Source) -> Manifest | None:
    """The arrays and tables of requirements of a manifest; ``None`` if it does not parse."""
    data, top = source.data, tree.root("toml", source.data)
    if top.has_error:
        return None
    pip = source.path.rpartition("/")[2].lower() == "pipfile"
    listings: list[Listing] = []
    elsewhere: dict[str, str] = {}
    for path, table in _tables(data, top):
        pairs = [child for child in table.named_children if child.type == "pair"]
        for pair in pairs:
            at = ".".join([*path, *_key(data, pair)])
            value = pair.named_children[-1]
            if not pip and ARRAYS.fullmatch(at) and value.type == "array":
                listings.append(_array(data, value, at in MAIN, at.startswith("project.optional-dependencies.")))
            elif NAMED_ELSEWHERE.fullmatch(at) and value.type == "array":
                elsewhere |= {normalised(_plain(data, one)): at for one in value.named_children}
        at = ".".join(path)
        if TABLES.fullmatch(at) and pip == (path[0] in ("packages", "dev-packages")):
            listings.append(_table(data, pairs, at in MAIN))
        elif NAMED_ELSEWHERE.fullmatch(at):
            elsewhere |= {normalised(".".join(_key(data, pair))): at for pair in pairs if at == "tool.uv.sources"}
        elif len(path) > 1 and TABLES.fullmatch(".".join(path[:-1])):
            elsewhere[normalised(path[-1])] = at
    found = tuple(_told(listing, elsewhere) for listing in listings if listing.items)
    return Manifest(source.path, found)


def _tables(data: bytes, top: Node) -> Iterator[tuple[list[str], Node]]:
    yield [], top
    for node in top.named_children:
        if node.type in ("table", "table_array_element"):
            yield _key(data, node), node


def _key(data: bytes, node: Node) -> list[str]:
    named = next((child for child in node.named_children if child.type in KEYS), None)
    return _parts(data, named) if named is not None else []


def _parts(data: bytes, key: Node) -> list[str]:
    if key.type == "dotted_key":
        return [part for child in key.named_children for part in _parts(data, child)]
    return [text(data, tree.span(key)).strip("\"'")]


def _plain(data: bytes, node: Node) -> str:
    return text(data, tree.span(node)).strip("\"'")


def _array(data: bytes, array: Node, main: bool, offered: bool) -> Listing:
    items = []
    for child in array.named_children:
        if child.type == "string":
            span = tree.span(child)
            inner = text(data, span)
            several = inner[:3] in ('"""', "'''") or "\\" in inner
            item = requirement(inner[1:-1], span.start + 1, span, "it is written in an unusual way" if several else "")
            items += [item] if item is not None else []

    def entry(name: str, like: Item | None) -> str:
        mark = chr(data[like.span.start]) if like is not None else '"'
        tail = like.tail if like is not None else ""
        return f"{mark}{spelled(name, like)}{tail}{mark}"

    return Listing(tuple(items), entry, ",", main, offered)


def _table(data: bytes, pairs: list[Node], main: bool) -> Listing:
    items = []
    for pair in pairs:
        keys, value = _key(data, pair), pair.named_children[-1]
        if len(keys) != 1:
            continue
        locked, extras = "", frozenset[str]()
        if value.type == "inline_table":
            inside = {".".join(_key(data, child)): child for child in value.named_children if child.type == "pair"}
            if inside.keys() - PLAIN:
                locked = f"it says more than a version: {', '.join(sorted(inside.keys() - PLAIN))}"
            if "extras" in inside:
                listed = inside["extras"].named_children[-1].named_children
                extras = frozenset(normalised(_plain(data, child)) for child in listed)
                locked = locked or "its extras are in a table"
        elif value.type != "string":
            locked = "it has several versions"
        span = tree.span(pair)
        version = _plain(data, value) if value.type == "string" else ""
        named = next(child for child in pair.named_children if child.type in KEYS)
        items.append(Item(normalised(keys[0]), extras, span, tree.span(named), keys[0], "", version, locked))

    def entry(name: str, like: Item | None) -> str:
        bare, _, extras = spelled(name, like).partition("[")
        if extras:
            listed = ", ".join(f'"{extra.strip()}"' for extra in extras.rstrip("]").split(","))
            return f'{bare} = {{extras = [{listed}], version = "*"}}'
        return f'{bare} = "*"'

    return Listing(tuple(items), entry, "", main, fixed=frozenset({"python"}), keyed=True)


def _told(listing: Listing, elsewhere: dict[str, str]) -> Listing:
    """The same list, with the items locked that another table names as well."""
    from migrator.record import replace

    items = tuple(
        replace(item, locked=item.locked or f"[{elsewhere[item.name]}] names it as well")
        if item.name in elsewhere
        else item
        for item in listing.items
    )
    return replace(listing, items=items)
