"""What a text is to the Python code around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.held_text import HeldText
from migrator.languages.place import text
from migrator.languages.python.parse import parse
from migrator.record import replace

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.model import Span

DEFAULTS = frozenset({"default", "default_value", "server_default", "initial", "value"})
TIDY = re.compile(r"(?:\.(?:lower|strip|casefold|value|return_value)(?:\(\))?)+$")
LISTS = frozenset({"list", "tuple", "set"})
SAME = frozenset({"parenthesized_expression", "conditional_expression", "boolean_operator", "expression_list"})


def held(data: bytes, span: Span) -> HeldText:
    """What the text around ``span`` is."""
    nodes = tree.above(parse(data).root_node, span)
    at = next((index for index, node in enumerate(nodes) if node.type == "string"), None)
    if at is None:
        return HeldText("other")
    within = next((_field(data, node, "name") for node in nodes if node.type == "class_definition"), "")
    decorates = any(node.type == "decorator" for node in nodes)
    return replace(_held(data, nodes, at), within=within, decorates=decorates)


def _held(data: bytes, nodes: list[Node], at: int) -> HeldText:
    beside: tuple[str, ...] = ()
    node, chosen = nodes[at], False
    for parent in nodes[at + 1 :]:
        match parent.type:
            case "comparison_operator":
                rest = [one for one in parent.named_children if one != node]
                within = not chosen and any(one.type in ("in", "not in") for one in parent.children)
                name = _last(data, rest[0] if rest else None)
                return HeldText("sought" if within else "compared", name)
            case "case_pattern" | "union_pattern" | "case_clause":
                match = next((one for one in nodes if one.type == "match_statement"), None)
                return HeldText("compared", _last(data, match.child_by_field_name("subject") if match else None))
            case kind if kind in LISTS:
                beside, chosen = beside or _texts(data, parent.named_children, node), True
            case kind if kind in SAME:
                pass
            case "pair" if parent.child_by_field_name("key") == node and not chosen:
                mapping = parent.parent
                keys = [pair.child_by_field_name("key") for pair in mapping.named_children] if mapping else []
                name = _given_to(data, nodes, nodes.index(parent))
                return HeldText("key", name, beside=_texts(data, [key for key in keys if key], node))
            case "pair":
                return HeldText("given", _last(data, parent.child_by_field_name("key")), beside=beside)
            case "subscript" if parent.child_by_field_name("value") != node:
                name = _field(data, parent, "value").rpartition(".")[2]
                others = _texts(data, parent.children_by_field_name("subscript"), node)
                return HeldText("chosen" if name == "Literal" else "looked-up", name, beside=others)
            case "type":
                pass
            case "type_parameter":
                inner = [one.named_children[0] for one in parent.named_children if one.named_children]
                beside, chosen = _texts(data, inner, nodes[at]), True
            case "generic_type":
                return HeldText(
                    "chosen", text(data, tree.span(parent)).partition("[")[0].rpartition(".")[2], beside=beside
                )
            case "assignment" | "augmented_assignment" | "named_expression":
                left = parent.child_by_field_name("left") or parent.child_by_field_name("name")
                name = _last(data, left)
                return HeldText("chosen" if chosen else "given", name, beside=beside)
            case "default_parameter" | "typed_default_parameter":
                return HeldText("given", _field(data, parent, "name"))
            case "keyword_argument":
                index = nodes.index(parent)
                listed, call = nodes[index + 1], nodes[index + 2]
                callee, name = _field(data, call, "function").rpartition(".")[2], _field(data, parent, "name")
                if name in DEFAULTS:  # of what the call declares: an option, a column, a field
                    option = listed.named_children[0]
                    name = _given_to(data, nodes, index + 2) or _last(data, option if option != parent else None)
                return HeldText("chosen" if chosen else "given", name, callee, beside=beside)
            case "argument_list":
                call = nodes[nodes.index(parent) + 1]
                first = parent.named_children[:1] == [node]
                owner, _, callee = _field(data, call, "function").rpartition(".")
                name = "" if first else _last(data, parent.named_children[0])
                return HeldText("argument", name, callee, first, beside, owner=owner)
            case "return_statement":
                function = next((one for one in nodes if one.type == "function_definition"), None)
                return HeldText("given", _field(data, function, "name") if function is not None else "", beside=beside)
            case _:
                return HeldText("other")
        node = parent
    return HeldText("other")


def _given_to(data: bytes, nodes: list[Node], at: int) -> str:
    """What the mapping is called that a pair stands in."""
    for parent in nodes[at + 1 : at + 3]:
        if parent.type == "assignment":
            return _last(data, parent.child_by_field_name("left"))
    return ""


def _texts(data: bytes, nodes: list[Node], but: Node) -> tuple[str, ...]:
    return tuple(_unquoted(data, node) for node in nodes if node != but and node.type == "string")


def _last(data: bytes, node: Node | None) -> str:
    """The last name of an expression, without what only tidies a text: ``a.provider.lower()`` is ``provider``."""
    whole = "" if node is None else TIDY.sub("", text(data, tree.span(node)))
    return whole.rpartition(".")[2].strip("'\"")


def _unquoted(data: bytes, node: Node) -> str:
    return text(data, tree.span(node)).lstrip("rbuRBU").strip("'\"")


def _field(data: bytes, node: Node, name: str) -> str:
    child = node.child_by_field_name(name)
    return text(data, tree.span(child)) if child is not None else ""
