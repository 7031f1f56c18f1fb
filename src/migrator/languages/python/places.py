"""What surrounds a name in a Python file: the call it is a keyword of, the class it is a field of, if it is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.place import text
from migrator.languages.python.parse import parse
from migrator.languages.surrounding import Surrounding

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.model import Span


def surrounding(data: bytes, span: Span) -> Surrounding:
    """What surrounds the identifier at ``span``."""
    nodes = tree.above(parse(data).root_node, span)
    if len(nodes) < 3:
        return Surrounding()
    node, parent = nodes[0], nodes[1]
    statement = next((one for one in nodes[:6] if one.type in ("import_statement", "import_from_statement")), None)
    if statement is not None:
        return _imported(data, nodes, statement)
    exported = not any(one.type in ("function_definition", "lambda") for one in nodes[1:])
    if parent.type == "keyword_argument" and parent.child_by_field_name("name") == node:
        call = nodes[3] if len(nodes) > 3 else parent
        return Surrounding(callee=_field(data, call, "function") or "class")
    if parent.type in ("class_definition", "function_definition"):
        outside = not any(one.type == "function_definition" for one in nodes[2:])
        return Surrounding(declared=True, exported=outside)
    if parent.type == "attribute" and parent.child_by_field_name("attribute") == node:
        around = nodes[2]
        return Surrounding(declared=around.type == "assignment" and around.child_by_field_name("left") == parent)
    left = next(
        (one for one in nodes[1:4] if one.type in ("assignment", "for_statement", "with_item", "as_pattern")), None
    )
    if left is None or (left.type == "assignment" and not _within(node, left.child_by_field_name("left"))):
        parameters = any(one.type in ("parameters", "lambda_parameters") for one in nodes[1:4])
        return Surrounding(declared=parameters)
    at = nodes.index(left)
    body = nodes[at + 1 : at + 4]
    owner = next((one for one in body if one.type == "class_definition"), None)
    if owner is None or (parent is not left and parent != left):
        return Surrounding(declared=True, exported=exported)
    return Surrounding(bases=_bases(data, owner), declared=True, exported=True)


def _imported(data: bytes, nodes: list[Node], statement: Node) -> Surrounding:
    named = statement.child_by_field_name("module_name")
    if named is None:
        aliased = any(
            one.type == "aliased_import" and one.child_by_field_name("alias") == nodes[0] for one in nodes[:4]
        )
        whole = next((one for one in nodes[:4] if one.type == "dotted_name"), nodes[0])
        return Surrounding(module=not aliased, source="" if aliased else text(data, tree.span(whole)), declared=aliased)
    inside = _within(nodes[0], named)
    aliased = any(one.type == "aliased_import" and one.child_by_field_name("alias") == nodes[0] for one in nodes[:4])
    return Surrounding(module=inside, source=text(data, tree.span(named)), declared=aliased)


def _within(node: Node, outer: Node | None) -> bool:
    return outer is not None and outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte


def _bases(data: bytes, owner: Node) -> tuple[str, ...]:
    bases = owner.child_by_field_name("superclasses")
    if bases is None:
        return ()
    return tuple(text(data, tree.span(base)).rpartition(".")[2].partition("[")[0] for base in bases.named_children)


def _field(data: bytes, node: Node, name: str) -> str:
    child = node.child_by_field_name(name)
    return text(data, tree.span(child)) if child is not None else ""
