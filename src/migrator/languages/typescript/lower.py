"""TypeScript's and JavaScript's syntax tree in the analysis' own terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.model import Span
from migrator.syntax import (
    Argument,
    Awaited,
    Call,
    Choice,
    Constant,
    Entry,
    Expression,
    Items,
    Joined,
    Mapping,
    Member,
    Name,
    Piece,
    Text,
)

if TYPE_CHECKING:
    from tree_sitter import Node

DEEPEST = 80
"""Nesting below which an expression is not looked into any more; real code stays under 20."""

CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
TRANSPARENT = frozenset(
    {
        "parenthesized_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "instantiation_expression",
        "template_substitution",
        "expression_statement",
        "computed_property_name",
    }
)
NAMES = frozenset({"identifier", "this", "type_identifier", "meta_property", "shorthand_property_identifier"})
PREFIXES = frozenset({"await_expression", "unary_expression"})


def span(node: Node) -> Span:
    """The bytes of a node."""
    return Span(node.start_byte, node.end_byte)


def written(node: Node) -> str:
    """The source text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def children(node: Node) -> list[Node]:
    """The named children without comments."""
    return [child for child in node.named_children if child.type != "comment"]


def misplaced(node: Node) -> Node | None:
    """The call that a prefix belongs to: the grammar reads ``await f<T>(x)`` as ``(await f)<T>(x)``.

    In such a tree each prefix stands for what is one level below it: the innermost for the call itself.
    """
    outer = node.parent
    while outer is not None and outer.type in PREFIXES:
        node, outer = outer, outer.parent
    if outer is None or outer.type != "call_expression":
        return None
    function = outer.child_by_field_name("function")
    return outer if function is not None and function.id == node.id else None


def waits(call: Node) -> bool:
    """Whether ``await (value)`` is meant: the grammar reads the first word as the name of a function in some places.

    What is waited for is then all that the call is the beginning of; the value itself only stands in parentheses.
    """
    function = call.child_by_field_name("function")
    return function is not None and function.type == "identifier" and function.text == b"await"


def lower(node: Node, depth: int = 0) -> Expression:
    """The expression at ``node``; casts and parentheses are looked through, what is not understood stays opaque."""
    if depth > DEEPEST:
        return Expression(node, span(node))
    kind, depth = node.type, depth + 1
    if kind in NAMES:
        return Name(node, span(node), written(node))
    if kind in CONSTANTS:
        return Constant(node, span(node), CONSTANTS[kind])
    if kind in TRANSPARENT:
        inside = children(node)
        return lower(inside[0], depth) if inside else Expression(node, span(node))
    match kind:
        case "string" | "template_string":
            return Text(node, span(node), _pieces(node, depth))
        case "number":
            return _number(node)
        case "member_expression" | "nested_type_identifier":
            target = node.child_by_field_name("object") or node.child_by_field_name("module")
            key = node.child_by_field_name("property") or node.child_by_field_name("name")
            if target is not None and key is not None:
                return Member(node, span(node), lower(target, depth), written(key), False)
        case "subscript_expression":
            return _subscript(node, depth)
        case "call_expression" | "new_expression":
            return _call(node, depth)
        case "await_expression" | "unary_expression":
            return _prefix(node, depth)
        case "object" | "enum_body":
            return Mapping(node, span(node), tuple(_entries(node, depth)))
        case "enum_declaration":
            body = node.child_by_field_name("body")
            return lower(body, depth) if body is not None else Expression(node, span(node))
        case "array":
            return Items(node, span(node), tuple(lower(child, depth) for child in children(node)))
        case "ternary_expression":
            sides = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
            return Choice(node, span(node), tuple(lower(side, depth) for side in sides if side is not None))
        case "binary_expression":
            return _binary(node, depth)
        case "assignment_expression" | "type_assertion" | "sequence_expression":
            inside = children(node)
            return lower(inside[-1], depth) if inside else Expression(node, span(node))
    return Expression(node, span(node))


def _pieces(node: Node, depth: int) -> tuple[Piece | Expression, ...]:
    """Literal runs, escapes as they are written, and what is interpolated."""
    pieces: list[Piece | Expression] = []
    for child in node.named_children:
        if child.type in ("string_fragment", "escape_sequence"):
            last = pieces[-1] if pieces else None
            if isinstance(last, Piece) and last.span.end == child.start_byte:
                pieces[-1] = Piece(last.text + written(child), Span(last.span.start, child.end_byte))
            else:
                pieces.append(Piece(written(child), span(child)))
        elif child.type == "template_substitution":
            pieces.append(lower(child, depth))
    return tuple(pieces)


def _number(node: Node) -> Expression:
    text = written(node).replace("_", "").rstrip("n")
    try:
        value: float = int(text, 0)
    except ValueError:
        try:
            value = float(text)
        except ValueError:
            return Expression(node, span(node))
    return Constant(node, span(node), value)


def _subscript(node: Node, depth: int) -> Expression:
    target, index = node.child_by_field_name("object"), node.child_by_field_name("index")
    if target is None or index is None:
        return Expression(node, span(node))
    match lower(index, depth):
        case Text() as text if text.value is not None:
            return Member(node, span(node), lower(target, depth), text.value, True)
        case Constant(value=int() as position) if not isinstance(position, bool):
            return Member(node, span(node), lower(target, depth), position, True)
    return Expression(node, span(node))


def _call(node: Node, depth: int) -> Expression:
    callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
    if callee is None:
        return Expression(node, span(node))
    if callee.type in PREFIXES:
        return _applied(callee, node, depth)
    if waits(node) and (given := children(node.child_by_field_name("arguments") or node)):
        return lower(given[0], depth)
    if callee.type == "member_expression" and not (callee.child_by_field_name("property") or callee).text:  # f<T>?.(x)
        callee = callee.child_by_field_name("object") or callee
    return Call(node, span(node), lower(callee, depth), _arguments(node, depth))


def _prefix(node: Node, depth: int) -> Expression:
    inside = node.child_by_field_name("argument") or next(iter(children(node)), None)
    if inside is None:
        return Expression(node, span(node))
    call = misplaced(node)
    if call is None:
        if node.type == "await_expression":
            return Awaited(node, span(node), lower(inside, depth))
        number = lower(inside, depth) if written(node).startswith("-") else None
        if isinstance(number, Constant) and isinstance(number.value, int | float):
            return Constant(node, span(node), -number.value)
        return Expression(node, span(node))
    if inside.type in PREFIXES:
        return _applied(inside, node, depth)
    return Call(node, Span(inside.start_byte, call.end_byte), lower(inside, depth), _arguments(call, depth))


def _applied(prefix: Node, node: Node, depth: int) -> Expression:
    if prefix.type == "await_expression":
        return Awaited(node, span(node), lower(prefix, depth))
    return Expression(node, span(node))


def _arguments(call: Node, depth: int) -> tuple[Argument, ...]:
    listed = call.child_by_field_name("arguments")
    if listed is None:
        return ()
    if listed.type != "arguments":  # tag`text`
        return (Argument(span(listed), "", lower(listed, depth)),)
    found = []
    for child in children(listed):
        inside = children(child) if child.type == "spread_element" else ()
        if inside:
            found.append(Argument(span(child), "", lower(inside[0], depth), "..."))
        else:
            found.append(Argument(span(child), "", lower(child, depth)))
    return tuple(found)


def _binary(node: Node, depth: int) -> Expression:
    operator = node.child_by_field_name("operator")
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if operator is None or left is None or right is None:
        return Expression(node, span(node))
    if operator.type in ("||", "??", "&&"):
        return Choice(node, span(node), (lower(left, depth), lower(right, depth)))
    if operator.type == "+":
        return Joined(node, span(node), lower(left, depth), lower(right, depth))
    return Expression(node, span(node))


def _entries(node: Node, depth: int) -> list[Entry]:
    entries = []
    for child in node.named_children:
        key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
        match child.type:
            case "pair" if key is not None and value is not None:
                entries.append(Entry(span(child), _key(key, depth), lower(value, depth)))
            case "shorthand_property_identifier":
                entries.append(Entry(span(child), _key(child, depth), lower(child, depth)))
            case "spread_element" if child.named_child_count:
                entries.append(Entry(span(child), None, lower(children(child)[0], depth)))
            case "method_definition" if (name := child.child_by_field_name("name")) is not None:
                entries.append(Entry(span(child), _key(name, depth), Expression(child, span(child))))
            case "enum_assignment" if (name := child.child_by_field_name("name")) is not None and value is not None:
                entries.append(Entry(span(child), _key(name, depth), lower(value, depth)))
    return entries


def _key(node: Node, depth: int) -> Expression:
    if node.type in ("property_identifier", "shorthand_property_identifier", "private_property_identifier"):
        return Text(node, span(node), (Piece(written(node), span(node)),))
    return lower(node, depth)
