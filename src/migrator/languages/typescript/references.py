"""What a textual hit is in a TypeScript or JavaScript file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.place import line_piece, text, word_around
from migrator.languages.typescript.given import (
    VARIABLE,
    command,
    default,
    environment,
    field_text,
    given,
    written,
)
from migrator.languages.typescript.parse import grammar_of, parse
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.scan.source import Source

NEAREST = 14
"""Nodes looked at above a hit."""
COMMENTS = frozenset({"comment", "hash_bang_line", "html_comment"})
TEXTS = frozenset({"string", "template_string", "regex"})
ELEMENTS = frozenset({"jsx_opening_element", "jsx_self_closing_element", "jsx_closing_element"})
FROM = frozenset({"import_statement", "export_statement"})
LOADS = frozenset(
    {"require", "import", "jest.mock", "vi.mock", "jest.requireActual", "vi.importActual", "require.resolve"}
)
WHAT = {
    ("class_declaration", "name"): "class",
    ("abstract_class_declaration", "name"): "class",
    ("class", "name"): "class",
    ("interface_declaration", "name"): "type",
    ("type_alias_declaration", "name"): "type",
    ("enum_declaration", "name"): "type",
    ("internal_module", "name"): "type",
    ("function_declaration", "name"): "function",
    ("generator_function_declaration", "name"): "function",
    ("function_expression", "name"): "function",
    ("function_signature", "name"): "function",
    ("method_definition", "name"): "function",
    ("method_signature", "name"): "function",
    ("abstract_method_signature", "name"): "function",
    ("member_expression", "property"): "attribute",
    ("pair", "key"): "property",
    ("pair_pattern", "key"): "property",
    ("public_field_definition", "name"): "property",
    ("field_definition", "property"): "property",
    ("property_signature", "name"): "property",
    ("enum_assignment", "name"): "enum-member",
    ("required_parameter", "pattern"): "parameter",
    ("optional_parameter", "pattern"): "parameter",
    ("arrow_function", "parameter"): "parameter",
}
"""What an identifier names, by the construct it stands in and its place there."""
KINDS = {
    "type_identifier": "type",
    "shorthand_property_identifier": "property",
    "private_property_identifier": "attribute",
}


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """The references of a file, in order. ``language`` tells the grammar where the path does not."""
    top = parse(source.data, grammar_of(source.path, language)).root_node
    return [_reference(source.data, _around(top, hit), hit) for hit in hits]


def _around(top: Node, hit: Span) -> list[Node]:
    node = top.descendant_for_byte_range(hit.start, hit.end)
    found: list[Node] = []
    while node is not None and len(found) < NEAREST:
        found.append(node)
        node = node.parent
    return found


def _reference(data: bytes, nodes: Sequence[Node], hit: Span) -> Reference:
    for index, node in enumerate(nodes[:6]):
        kind = node.type
        if kind in COMMENTS:
            piece = line_piece(data, tree.span(node), hit)
            return Reference("comment", piece, value=text(data, piece))
        if kind in TEXTS:
            return _text(data, nodes[index:], hit)
        if kind == "jsx_text":
            return _markup(data, nodes[index:], hit)
        if kind == "number":
            return _number(data, nodes[index:])
        if kind in FROM and node.child_by_field_name("source") is not None:
            return _import(data, node)
        if kind in ("template_substitution", "jsx_expression"):
            break
    if nodes and nodes[0].type.endswith(("identifier", "identifier_pattern")):
        return _identifier(data, nodes)
    span = word_around(data, hit)
    return Reference("identifier", span, text(data, span), "variable")


def _import(data: bytes, statement: Node) -> Reference:
    source = statement.child_by_field_name("source")
    assert source is not None
    names: list[str] = []
    stack = [child for child in statement.named_children if child != source]
    while stack:
        node = stack.pop(0)
        if node.type in ("identifier", "import_specifier", "export_specifier", "namespace_import", "namespace_export"):
            names.append(written(data, node))
        elif node.type in ("import_clause", "named_imports", "export_clause"):
            stack[:0] = node.named_children
    span = Span(statement.start_byte, source.end_byte)
    return Reference("import", span, written(data, source).strip("\"'"), ", ".join(names))


def _identifier(data: bytes, nodes: Sequence[Node]) -> Reference:
    node, parent = nodes[0], nodes[1] if len(nodes) > 1 else nodes[0]
    span = tree.span(node)
    name = text(data, span)
    if (
        parent.type == "member_expression"
        and parent.child_by_field_name("property") == node
        and environment(data, parent)
    ):
        return _variable(data, parent, nodes[2:3], span, name)
    if node.type == "shorthand_property_identifier_pattern" and _is_environment(data, nodes):
        return Reference("env-read", span, name)
    return Reference("identifier", span, name, _what(node, parent, nodes))


def _variable(data: bytes, member: Node, around: Sequence[Node], span: Span, name: str) -> Reference:
    """A variable of the environment that is read, or set."""
    if around and around[0].type == "assignment_expression" and around[0].child_by_field_name("left") == member:
        return Reference("env-write", span, name, field_text(data, around[0], "right").strip("\"'`"))
    return Reference("env-read", span, name, default(data, member))


def _is_environment(data: bytes, nodes: Sequence[Node]) -> bool:
    """``const { NAME } = process.env``."""
    declarator = next((node for node in nodes[1:5] if node.type == "variable_declarator"), None)
    value = field_text(data, declarator, "value") if declarator is not None else ""
    return value in ("process.env", "import.meta.env", "Bun.env", "env")


def _what(node: Node, parent: Node, nodes: Sequence[Node]) -> str:
    if node.type == "property_identifier" and parent.type == "enum_body":
        return "enum-member"
    for index, child in enumerate(parent.children):
        if child == node:
            found = WHAT.get((parent.type, parent.field_name_for_child(index) or ""))
            if found is not None:
                return found
            break
    if parent.type in ELEMENTS:
        return "tag"
    if parent.type == "formal_parameters" or (parent.type == "assignment_pattern" and _in_parameters(nodes)):
        return "parameter"
    return KINDS.get(node.type, "property" if node.type == "property_identifier" else "variable")


def _in_parameters(nodes: Sequence[Node]) -> bool:
    return len(nodes) > 2 and nodes[2].type == "formal_parameters" and nodes[1].child_by_field_name("left") == nodes[0]


def _number(data: bytes, nodes: Sequence[Node]) -> Reference:
    span, parent = tree.span(nodes[0]), nodes[1] if len(nodes) > 1 else nodes[0]
    many = parent.type == "array" and parent.named_child_count >= 4
    name = "" if many else given(data, nodes)[0]
    return Reference("number" if many else "string", span, name, text(data, span))


def _text(data: bytes, nodes: Sequence[Node], hit: Span) -> Reference:
    """A text, the name of a module or of a variable of the environment, a command line, an attribute of a tag."""
    node, parent = nodes[0], nodes[1] if len(nodes) > 1 else nodes[0]
    whole = tree.span(node)
    pattern = node.child_by_field_name("pattern")
    inner = tree.span(pattern) if pattern is not None else Span(whole.start + 1, whole.end - 1)
    many = data.find(b"\n", whole.start, whole.end) >= 0
    span = line_piece(data, inner, hit) if many else whole
    value = text(data, span if many else inner)
    if parent.type == "jsx_attribute":
        return _attribute(data, nodes, value)
    if parent.type in FROM:
        return _import(data, parent)
    if parent.type == "module" or (parent.type == "arguments" and _loads(data, nodes)):
        return Reference("import", span, value)
    ran = _command(data, nodes)
    if ran is not None:
        return ran
    name, how = given(data, nodes)
    if how == "read" and VARIABLE.match(value):
        if parent.type == "subscript_expression":
            return _variable(data, parent, nodes[2:3], inner, value)
        return Reference("env-read", inner, value, _second(data, nodes))
    if how == "key":
        return Reference("key", span, value)
    return Reference("string", span, name, value)


def _loads(data: bytes, nodes: Sequence[Node]) -> bool:
    call = nodes[2] if len(nodes) > 2 else nodes[-1]
    first = nodes[1].named_children[:1] == [nodes[0]]
    return first and call.type == "call_expression" and field_text(data, call, "function") in LOADS


def _second(data: bytes, nodes: Sequence[Node]) -> str:
    """The default in ``get("NAME", "default")``."""
    rest = nodes[1].named_children[1:2] if nodes[1].type == "arguments" else []
    return written(data, rest[0]).strip("\"'`") if rest else ""


def _command(data: bytes, nodes: Sequence[Node]) -> Reference | None:
    call = next((node for node in nodes[1:4] if node.type == "call_expression"), None)
    found = command(data, call) if call is not None else None
    if found is None:
        return None
    first, last, line = found
    span = Span(first.start_byte, last.end_byte)
    inside = span.start <= nodes[0].start_byte and nodes[0].end_byte <= span.end
    if not inside or b"\n" in data[span.start : span.end]:
        return None
    return Reference("command", span, line.split(" ", 1)[0], line)


def _attribute(data: bytes, nodes: Sequence[Node], value: str) -> Reference:
    attribute, element = nodes[1], nodes[2] if len(nodes) > 2 else nodes[1]
    name = written(data, attribute.named_children[0]) if attribute.named_child_count else ""
    span = tree.span(attribute if b"\n" not in data[attribute.start_byte : attribute.end_byte] else nodes[0])
    return Reference("attribute", span, f"{field_text(data, element, 'name')}.{name}", value)


def _markup(data: bytes, nodes: Sequence[Node], hit: Span) -> Reference:
    """Text between tags; its name is the tag."""
    piece = line_piece(data, tree.span(nodes[0]), hit)
    opening = nodes[1].child_by_field_name("open_tag") if len(nodes) > 1 else None
    return Reference("markup", piece, field_text(data, opening, "name") if opening else "", text(data, piece))
