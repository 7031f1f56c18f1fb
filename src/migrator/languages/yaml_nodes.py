"""YAML as mappings, sequences and scalars that know where they stand, for what edits it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias, Union

from migrator.languages import tree
from migrator.languages.place import text
from migrator.languages.yaml import TEMPLATE, TOO_DEEP
from migrator.model import Span
from migrator.record import record

if TYPE_CHECKING:
    from tree_sitter import Node as TreeNode

Node: TypeAlias = Union["Scalar", "Mapping", "Sequence", "Alias"]
SCALARS = frozenset({"plain_scalar", "double_quote_scalar", "single_quote_scalar", "block_scalar"})
STYLES = {"plain_scalar": "plain", "double_quote_scalar": '"', "single_quote_scalar": "'", "block_scalar": "block"}


@record(eq=False)
class Scalar:
    """A text. ``style`` is ``plain``, its quote, or ``block``; ``span`` has the quotes in it."""

    span: Span
    value: str
    style: str

    @property
    def inner(self) -> Span:
        """The span between the quotes."""
        quoted = len(self.style) == 1
        return Span(self.span.start + quoted, self.span.end - quoted)


@record(eq=False)
class Entry:
    """A key and its value, ``None`` where nothing is written. ``span`` ends before comments that follow."""

    key: Scalar
    value: Node | None
    span: Span


@record(eq=False)
class Mapping:
    """Entries; ``flow`` says that it is in braces."""

    span: Span
    entries: tuple[Entry, ...]
    flow: bool


@record(eq=False)
class Sequence:
    """Values; the span of each item starts at its dash, in brackets at the value."""

    span: Span
    items: tuple[tuple[Span, Node], ...]
    flow: bool


@record(eq=False)
class Alias:
    """Another place's value, ``None`` if nothing has its name."""

    span: Span
    target: Node | None


def documents(data: bytes) -> tuple[Node, ...] | None:
    """The root of every document that has one; ``None`` for a template and for what does not parse."""
    if TEMPLATE.search(data) or TOO_DEEP.search(data):
        return None
    top = tree.root("yaml", data)
    if top.has_error:
        return None
    found = []
    for document in top.named_children:
        if document.type == "document":
            anchors: dict[str, Node] = {}
            nodes = [_node(data, child, anchors) for child in document.named_children if child.type.endswith("_node")]
            found += [node for node in nodes if node is not None]
    return tuple(found)


def plain(node: Node | None) -> Node | None:
    """The node itself, that of an alias where it stands for another one."""
    return node.target if isinstance(node, Alias) else node


def entry(node: Node | None, key: str) -> Entry | None:
    """The entry of a mapping, one of those that it merges in included."""
    node = plain(node)
    if not isinstance(node, Mapping):
        return None
    merged: Entry | None = None
    for one in node.entries:
        if one.key.value == key:
            return one
        if one.key.value == "<<":
            value = plain(one.value)
            inside = [each for _, each in value.items] if isinstance(value, Sequence) else [value]
            merged = merged or next((found for each in inside if (found := entry(each, key)) is not None), None)
    return merged


def get(node: Node | None, *keys: str) -> Node | None:
    """The value under some keys, through aliases and merged mappings."""
    for key in keys:
        found = entry(node, key)
        if found is None:
            return None
        node = plain(found.value)
    return plain(node)


def said(node: Node | None) -> str:
    """The text of a scalar; empty for anything else."""
    node = plain(node)
    return node.value if isinstance(node, Scalar) else ""


def entries(node: Node | None) -> Iterator[Entry]:
    """The entries that are written in a mapping itself."""
    node = plain(node)
    if isinstance(node, Mapping):
        yield from node.entries


def items(node: Node | None) -> Iterator[Node]:
    """The values of a sequence."""
    node = plain(node)
    if isinstance(node, Sequence):
        yield from (value for _, value in node.items)


def texts(node: Node | None) -> list[str]:
    """The texts of a sequence, or of a scalar alone."""
    node = plain(node)
    return [node.value] if isinstance(node, Scalar) else [said(each) for each in items(node)]


def scalars(node: Node | None) -> Iterator[Scalar]:
    """Every scalar at or below a node, keys included, but for what only an alias leads to."""
    match node:
        case Scalar():
            yield node
        case Mapping():
            for one in node.entries:
                yield one.key
                yield from scalars(one.value)
        case Sequence():
            for _, value in node.items:
                yield from scalars(value)


def _node(data: bytes, node: TreeNode, anchors: dict[str, Node]) -> Node | None:
    """What a ``flow_node`` or ``block_node`` holds."""
    anchor = ""
    made: Node | None = None
    for child in node.named_children:
        if child.type == "anchor":
            anchor = text(data, tree.span(child))[1:]
        elif child.type == "alias":
            made = Alias(tree.span(child), anchors.get(text(data, tree.span(child))[1:]))
        elif child.type in SCALARS:
            made = _scalar(data, child)
        elif child.type in ("block_mapping", "flow_mapping"):
            made = _mapping(data, child, anchors)
        elif child.type in ("block_sequence", "flow_sequence"):
            made = _sequence(data, child, anchors)
    if anchor and made is not None:
        anchors[anchor] = made
    return made


def _mapping(data: bytes, node: TreeNode, anchors: dict[str, Node]) -> Mapping:
    found = [one for pair in node.named_children if (one := _entry(data, pair, anchors)) is not None]
    return Mapping(_span(node, [one.span for one in found]), tuple(found), node.type == "flow_mapping")


def _entry(data: bytes, pair: TreeNode, anchors: dict[str, Node]) -> Entry | None:
    if pair.type == "flow_node":
        key = _node(data, pair, anchors)
        return Entry(key, None, key.span) if isinstance(key, Scalar) else None
    if pair.type not in ("block_mapping_pair", "flow_pair"):
        return None
    named, valued = pair.child_by_field_name("key"), pair.child_by_field_name("value")
    key = _node(data, named, anchors) if named is not None else None
    value = _node(data, valued, anchors) if valued is not None else None
    if not isinstance(key, Scalar):
        return None
    end = value.span.end if value is not None else _last(pair)
    return Entry(key, value, Span(pair.start_byte, end))


def _sequence(data: bytes, node: TreeNode, anchors: dict[str, Node]) -> Sequence:
    found: list[tuple[Span, Node]] = []
    for item in node.named_children:
        inside = item if item.type == "flow_node" else next(iter(item.named_children), None)
        if item.type in ("flow_node", "block_sequence_item") and inside is not None:
            value = _node(data, inside, anchors)
            if value is not None:
                found.append((Span(item.start_byte, value.span.end), value))
        elif item.type == "flow_pair":
            one = _entry(data, item, anchors)
            if one is not None:
                found.append((one.span, Mapping(one.span, (one,), True)))
    return Sequence(_span(node, [span for span, _ in found]), tuple(found), node.type == "flow_sequence")


def _span(node: TreeNode, inside: list[Span]) -> Span:
    """The span of a collection without the comments that the grammar counts to its end."""
    flow = node.type.startswith("flow")
    return tree.span(node) if flow or not inside else Span(node.start_byte, inside[-1].end)


def _last(pair: TreeNode) -> int:
    return max((child.end_byte for child in pair.children if child.type != "comment"), default=pair.end_byte)


def _scalar(data: bytes, node: TreeNode) -> Scalar:
    span = tree.span(node)
    style, raw = STYLES[node.type], text(data, span)
    if style == "block":
        end = span.start + len(raw.rstrip().encode())
        return Scalar(Span(span.start, end), _loaded(data, span), style)
    if style == "plain":
        return Scalar(span, raw if "\n" not in raw else " ".join(raw.split()), style)
    if "\\" in raw or "\n" in raw:
        return Scalar(span, _loaded(data, span), style)
    return Scalar(span, raw[1:-1].replace("''", "'") if style == "'" else raw[1:-1], style)


def _loaded(data: bytes, span: Span) -> str:
    """What YAML makes of a scalar whose text is not what it stands for."""
    import yaml

    try:
        value = yaml.safe_load("k: " + text(data, span))
    except yaml.YAMLError:
        return text(data, span)
    found = value.get("k") if isinstance(value, dict) else None
    return found if isinstance(found, str) else text(data, span)
