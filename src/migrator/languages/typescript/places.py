"""What surrounds a name in a TypeScript file: whether it is declared there, and whether it is sent or stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.place import text
from migrator.languages.surrounding import Surrounding
from migrator.languages.typescript.parse import parse

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.languages.typescript.parse import Grammar
    from migrator.model import Span

SENT = ("json", "send", "stringify", "setItem", "postMessage", "emit", "create", "update", "insert", "set", "body")
DECLARED = frozenset(
    {
        "class_declaration",
        "abstract_class_declaration",
        "interface_declaration",
        "type_alias_declaration",
        "enum_declaration",
        "function_declaration",
        "generator_function_declaration",
        "method_definition",
        "variable_declarator",
        "public_field_definition",
        "property_signature",
        "required_parameter",
        "optional_parameter",
        "method_signature",
        "function_signature",
    }
)
FILLED = frozenset({"public_field_definition", "method_definition", "required_parameter", "optional_parameter"})
FUNCTIONS = frozenset(
    {
        "function_declaration",
        "arrow_function",
        "function_expression",
        "method_definition",
        "generator_function_declaration",
    }
)


def surrounding(data: bytes, span: Span, grammar: Grammar) -> Surrounding:
    """What surrounds the identifier at ``span``."""
    nodes = tree.above(parse(data, grammar).root_node, span)
    if len(nodes) < 2:
        return Surrounding()
    node, parent = nodes[0], nodes[1]
    statement = next((one for one in nodes[:6] if one.type in ("import_statement", "export_statement")), None)
    source = statement.child_by_field_name("source") if statement is not None else None
    if source is not None:
        module = source.start_byte <= span.start < source.end_byte
        return Surrounding(module=module, source=text(data, tree.span(source)).strip("\"'"))
    exported = not any(one.type in FUNCTIONS for one in nodes[2:])
    if node.type == "shorthand_property_identifier":
        return Surrounding(wire=_sent(data, nodes), shorthand=True, filled=True)
    if node.type == "shorthand_property_identifier_pattern":
        return Surrounding(declared=True, shorthand=True)
    if parent.type == "pair" and parent.child_by_field_name("key") == node:
        return Surrounding(declared=True, wire=_sent(data, nodes), filled=True)
    if parent.type == "array_pattern":
        return Surrounding(declared=True)
    if parent.type in DECLARED:
        named = parent.child_by_field_name("name") or parent.child_by_field_name("pattern")
        if named is not None and named.start_byte <= node.start_byte < named.end_byte:
            typed = parent.type == "property_signature"
            return Surrounding(declared=True, exported=exported, typed=typed, filled=parent.type in FILLED)
    if parent.type == "member_expression" and len(nodes) > 2 and nodes[2].type == "assignment_expression":
        left = nodes[2].child_by_field_name("left") == parent
        return Surrounding(declared=left, filled=left)
    if parent.type == "jsx_attribute":
        return Surrounding(filled=True)
    return Surrounding()


def _sent(data: bytes, nodes: list[Node]) -> bool:
    """Whether the object that a property stands in is handed to something that sends or stores it."""
    for index, node in enumerate(nodes[1:12], 1):
        if node.type == "arguments" and index + 1 < len(nodes):
            callee = nodes[index + 1].child_by_field_name("function")
            return callee is not None and text(data, tree.span(callee)).rpartition(".")[2] in SENT
        if node.type in FUNCTIONS or node.type == "variable_declarator":
            return False
    return False
