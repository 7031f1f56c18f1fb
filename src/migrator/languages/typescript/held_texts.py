"""What a text is to the TypeScript code around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.held_text import HeldText
from migrator.languages.place import text
from migrator.languages.typescript.parse import parse
from migrator.record import replace

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.languages.typescript.parse import Grammar
    from migrator.model import Span

TEXTS = frozenset({"string", "template_string"})
KEYS = frozenset({"property_identifier", "shorthand_property_identifier"})
FUNCTIONS = frozenset({"arrow_function", "function_expression"})
SAME = frozenset({"parenthesized_expression", "ternary_expression", "as_expression", "satisfies_expression"})
TIDY = re.compile(r"(?:\??\.(?:toLowerCase|trim|value)(?:\(\))?|!)+$")
EQUAL = frozenset({"==", "===", "!=", "!=="})
SEARCHES = frozenset({"includes", "startsWith", "endsWith", "indexOf", "equals", "has"})


def held(data: bytes, span: Span, grammar: Grammar) -> HeldText:
    """What the text around ``span`` is, or the key of an object literal that is written without quotes."""
    nodes = tree.above(parse(data, grammar).root_node, span)
    at = next(
        (index for index, node in enumerate(nodes) if node.type in TEXTS or (not index and node.type in KEYS)), None
    )
    if at is None:
        return HeldText("other")
    around = next((node for node in nodes if node.type in ("class_declaration", "class", "enum_declaration")), None)
    within = _field(data, around, "name") if around is not None else ""
    decorates = any(node.type == "decorator" for node in nodes)
    return replace(_held(data, nodes, at), within=within, decorates=decorates)


def _held(data: bytes, nodes: list[Node], at: int) -> HeldText:
    beside: tuple[str, ...] = ()
    node, chosen = nodes[at], False
    for parent in nodes[at + 1 :]:
        match parent.type:
            case "binary_expression":
                operator = parent.child_by_field_name("operator")
                if operator is not None and operator.type in EQUAL:
                    left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
                    return HeldText("compared", _last(data, right if left == node else left))
            case "switch_case":
                switch = next((one for one in nodes if one.type == "switch_statement"), None)
                return HeldText("compared", _last(data, switch.child_by_field_name("value") if switch else None))
            case "array":
                beside, chosen = _texts(data, parent.named_children, node), True
            case kind if kind in SAME or kind == "literal_type":
                pass
            case "union_type":
                chosen, beside = True, (*beside, *_texts(data, parent.named_children, node))
            case "type_alias_declaration" | "property_signature" | "type_annotation" | "type_arguments":
                return HeldText("chosen", _field(data, parent, "name"), beside=beside)
            case "pair" if parent.child_by_field_name("key") == node:
                mapping, name = parent.parent, _given_to(data, nodes, nodes.index(parent))
                return HeldText("key", name, beside=_keys(data, mapping.named_children, node) if mapping else ())
            case "object":
                return HeldText(
                    "key", _given_to(data, nodes, nodes.index(parent)), beside=_keys(data, parent.named_children, node)
                )
            case "pair":
                return HeldText("given", _last(data, parent.child_by_field_name("key")), beside=beside)
            case "variable_declarator" | "public_field_definition" | "assignment_expression" | "enum_assignment":
                left = parent.child_by_field_name("name") or parent.child_by_field_name("left")
                return HeldText("chosen" if chosen else "given", _last(data, left), beside=beside)
            case "required_parameter" | "optional_parameter":
                return HeldText("given", _field(data, parent, "pattern"))
            case "subscript_expression":
                return HeldText("looked-up", _field(data, parent, "object").rpartition(".")[2])
            case "arguments":
                call = nodes[nodes.index(parent) + 1]
                owner, _, callee = (_field(data, call, "function") or _field(data, call, "constructor")).rpartition(".")
                if callee in SEARCHES:
                    return HeldText("sought", TIDY.sub("", owner).rpartition(".")[2].strip("()"))
                first = parent.named_children[:1] == [node]
                name = _given_to(data, nodes, nodes.index(call))
                taken = any(one.type in FUNCTIONS for one in parent.named_children)
                return HeldText("argument", name, callee, first, beside, owner=owner, function=taken)
            case "return_statement":
                return HeldText("other", beside=beside)
            case _:
                return HeldText("other")
        node = parent
    return HeldText("other")


def _given_to(data: bytes, nodes: list[Node], at: int) -> str:
    """What the value is called that a part of it, at ``at``, stands in."""
    for parent in nodes[at + 1 : at + 6]:
        if parent.type in ("variable_declarator", "public_field_definition"):
            return _last(data, parent.child_by_field_name("name"))
        if parent.type == "pair":
            return _last(data, parent.child_by_field_name("key"))
    return ""


def _texts(data: bytes, nodes: list[Node], but: Node) -> tuple[str, ...]:
    return tuple(_unquoted(data, node) for node in nodes if node != but and _is_text(node))


def _keys(data: bytes, entries: list[Node], but: Node) -> tuple[str, ...]:
    """The other keys of an object literal."""
    return _texts(data, [entry.child_by_field_name("key") or entry for entry in entries], but)


def _is_text(node: Node) -> bool:
    return node.type in TEXTS or node.type in KEYS or node.type == "literal_type"


def _unquoted(data: bytes, node: Node) -> str:
    return text(data, tree.span(node)).strip("'\"`")


def _last(data: bytes, node: Node | None) -> str:
    """The last name of an expression, without what only tidies a text: ``a.kind?.toLowerCase()`` is ``kind``."""
    whole = "" if node is None else TIDY.sub("", _unquoted(data, node).strip("()"))
    return whole.rpartition(".")[2]


def _field(data: bytes, node: Node, name: str) -> str:
    child = node.child_by_field_name(name)
    return text(data, tree.span(child)) if child is not None else ""
