"""Python's syntax tree in the analysis' own terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.python.parse import named
from migrator.languages.python.relays import relayed, scheduled
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

CONSTANTS = {"true": True, "false": False, "none": None}
PLACEHOLDER = re.compile(r"%(?:\([^)]*\))?[^\sa-zA-Z%]*[a-zA-Z%]")
DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?")
TRANSPARENT = frozenset({"parenthesized_expression", "expression_statement", "interpolation"})


def span(node: Node) -> Span:
    """The bytes of a node."""
    return Span(node.start_byte, node.end_byte)


def written(node: Node) -> str:
    """The source text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def lower(node: Node, depth: int = 0) -> Expression:
    """The expression at ``node``; parentheses are looked through, what is not understood stays opaque."""
    if depth > DEEPEST:
        return Expression(node, span(node))
    kind, depth = node.type, depth + 1
    if kind in TRANSPARENT:
        inner = node.child_by_field_name("expression") or (named(node)[0] if named(node) else None)
        return Expression(node, span(node)) if inner is None else lower(inner, depth)
    match kind:
        case "identifier":
            return Name(node, span(node), written(node))
        case "string":
            return Text(node, span(node), _pieces(node, depth))
        case "concatenated_string":
            parts = [
                piece for child in node.named_children if child.type == "string" for piece in _pieces(child, depth)
            ]
            return Text(node, span(node), tuple(parts))
        case "integer" | "float":
            return _number(node)
        case "true" | "false" | "none":
            return Constant(node, span(node), CONSTANTS[kind])
        case "unary_operator":
            return _number(node)
        case "attribute":
            target, name = node.child_by_field_name("object"), node.child_by_field_name("attribute")
            if target is not None and name is not None:
                return Member(node, span(node), lower(target, depth), written(name), False)
        case "subscript":
            return _subscript(node, depth)
        case "call":
            return _call(node, depth)
        case "dictionary":
            return Mapping(node, span(node), tuple(_entries(node, depth)))
        case "list" | "tuple" | "expression_list":
            items = [lower(child, depth) for child in node.named_children if child.type != "comment"]
            return Items(node, span(node), tuple(items))
        case "conditional_expression":
            first, _, last = named(node)[0], named(node)[1], named(node)[-1]
            return Choice(node, span(node), (lower(first, depth), lower(last, depth)))
        case "boolean_operator":
            sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
            return Choice(node, span(node), tuple(lower(side, depth) for side in sides if side is not None))
        case "binary_operator":
            operator = node.child_by_field_name("operator")
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None and operator is not None:
                if operator.type == "+":
                    return Joined(node, span(node), lower(left, depth), lower(right, depth))
                if operator.type == "%" and (pieces := _filled(lower(left, depth), lower(right, depth))):
                    return Text(node, span(node), pieces)
        case "await":
            if node.named_child_count:
                return Awaited(node, span(node), lower(named(node)[0], depth))
        case "named_expression":
            value = node.child_by_field_name("value")
            if value is not None:
                return lower(value, depth)
    return Expression(node, span(node))


def _pieces(node: Node, depth: int) -> tuple[Piece | Expression, ...]:
    pieces: list[Piece | Expression] = []
    for child in node.named_children:
        if child.type == "string_content":
            pieces.append(Piece(written(child), span(child)))
        elif child.type == "interpolation":
            pieces.append(lower(child, depth))
    return tuple(pieces)


def _filled(template: Expression, values: Expression) -> tuple[Piece | Expression, ...]:
    """The pieces of ``"%s/path" % base``; nothing if they cannot be told."""
    if not isinstance(template, Text) or not all(isinstance(piece, Piece) for piece in template.pieces):
        return ()
    given = list(values.items) if isinstance(values, Items) else [values]
    pieces: list[Piece | Expression] = []
    for piece in template.pieces:
        assert isinstance(piece, Piece)
        at = 0
        for mark in PLACEHOLDER.finditer(piece.text):
            if mark[0] not in ("%s", "%d") or not given:
                return ()
            pieces += ([piece.part(at, mark.start())] if mark.start() > at else []) + [given.pop(0)]
            at = mark.end()
        if at < len(piece.text):
            pieces.append(piece.part(at, len(piece.text)))
    return () if given else tuple(pieces)


def _number(node: Node) -> Expression:
    text = "".join(written(node).split())  # a sign may stand in a line of its own
    if DECIMAL.fullmatch(text):
        return Constant(node, span(node), float(text) if "." in text else int(text))
    import ast  # takes as long as to parse a hundred files, for numbers that few files have

    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return Expression(node, span(node))
    return Constant(node, span(node), value) if isinstance(value, int | float) else Expression(node, span(node))


def _subscript(node: Node, depth: int) -> Expression:
    target, keys = node.child_by_field_name("value"), node.children_by_field_name("subscript")
    if target is None or len(keys) != 1:
        return Expression(node, span(node))
    key = lower(keys[0], depth)
    match key:
        case Text() if (text := key.value) is not None:
            return Member(node, span(node), lower(target, depth), text, True)
        case Constant(value=int() as position) if not isinstance(position, bool):
            return Member(node, span(node), lower(target, depth), position, True)
    return Expression(node, span(node))


def _call(node: Node, depth: int) -> Expression:
    callee, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if callee is None or arguments is None:
        return Expression(node, span(node))
    if arguments.type != "argument_list":  # f(x for x in y)
        return Call(node, span(node), lower(callee, depth), (Argument(span(arguments), "", lower(arguments, depth)),))
    awaited = scheduled(node)
    if awaited is not None:
        return Awaited(node, span(node), lower(awaited, depth))
    there = relayed(node)
    if there is not None:
        return Call(node, span(node), lower(there[0], depth), tuple(_argument(child, depth) for child in there[1]))
    found = [_argument(child, depth) for child in arguments.named_children if child.type != "comment"]
    return Call(node, span(node), lower(callee, depth), tuple(found))


def _argument(node: Node, depth: int) -> Argument:
    if node.type == "keyword_argument":
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            return Argument(span(node), written(name), lower(value, depth))
    if node.type in ("list_splat", "dictionary_splat") and node.named_child_count:
        spread = "*" if node.type == "list_splat" else "**"
        return Argument(span(node), "", lower(named(node)[0], depth), spread)
    return Argument(span(node), "", lower(node, depth))


def _entries(node: Node, depth: int) -> list[Entry]:
    entries = []
    for child in named(node):
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None:
                entries.append(Entry(span(child), lower(key, depth), lower(value, depth)))
        elif child.type == "dictionary_splat" and child.named_child_count:
            entries.append(Entry(span(child), None, lower(named(child)[0], depth)))
    return entries
