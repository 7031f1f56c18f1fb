"""Functions and classes: what they return, how they are called, what their annotations name, what ``this`` is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, lower, written
from migrator.languages.typescript.names import CLASSES, FUNCTIONS, above
from migrator.syntax import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.syntax import Scope

NESTED = FUNCTIONS | CLASSES
FIELDS = frozenset({"public_field_definition", "field_definition"})
WRAPPERS = frozenset({"Promise", "Readonly", "Partial", "Required", "NonNullable", "Ref", "InstanceType", "Awaited"})
STATE = frozenset({"data", "state", "setup"})
OPTIONS = frozenset({"methods", "computed", "watch", "actions", "getters"})
HANDLERS = frozenset(
    {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "handler", "loader", "action", "load"}
)
LARGEST = 5_000
"""Nodes looked at for the returns of one function."""


def returned(function: Node) -> list[Node]:
    """The expressions that a function may return; none for a generator."""
    body = function.child_by_field_name("body")
    if body is None or function.type.startswith("generator") or any(c.type == "*" for c in function.children):
        return []
    if body.type != "statement_block":
        return [body]
    found, stack, left = [], [body], LARGEST
    while stack and left:
        node, left = stack.pop(), left - 1
        if node.type == "return_statement":
            found += children(node)[:1]
        elif node.type not in NESTED and (
            node.type.endswith(("statement", "block", "clause", "body", "case", "default"))
        ):
            stack.extend(node.named_children)
    return sorted(found, key=lambda node: node.start_byte)


def called(scope: Scope) -> tuple[str, int]:
    """The name a function's scope is called by, and how many leading parameters a caller does not write: none."""
    if scope.kind != "function":
        return "", 0
    node, parent = scope.node, scope.node.parent
    name = node.child_by_field_name("name")
    if name is not None and written(name) == "constructor":
        owner = scope.parent.node.child_by_field_name("name") if scope.parent is not None else None
        return (written(owner) if owner is not None else "", 0)
    while name is None and parent is not None and parent.type in ("parenthesized_expression", "as_expression"):
        parent = parent.parent
    if name is None and parent is not None and parent.type in ("variable_declarator", "pair", *FIELDS):
        name = next(
            (
                found
                for field in ("name", "key", "property")
                if (found := parent.child_by_field_name(field)) is not None
            ),
            None,
        )
    return (written(name) if name is not None else "", 0)


def constructor(node: Node) -> Node | None:
    """The constructor of a class."""
    body = node.child_by_field_name("body")
    members = body.named_children if body is not None else []
    methods = (member for member in members if member.type == "method_definition")
    return next((m for m in methods if (n := m.child_by_field_name("name")) and written(n) == "constructor"), None)


def exposed(scope: Scope) -> str:
    """The decorator that hands a function to a framework, or who finds it by its name; empty if nothing does."""
    node, holder = scope.node, scope.node.parent
    name, _ = called(scope)
    if holder is not None and holder.type == "export_statement" and name in HANDLERS:
        return "the router"
    before = node.prev_named_sibling
    while before is not None and before.type == "comment":
        before = before.prev_named_sibling
    decorator = before if before is not None and before.type == "decorator" else None
    return written(decorator).partition("(")[0] if decorator is not None and node.type == "method_definition" else ""


def types(annotation: Node | None, depth: int = 0) -> list[Node]:
    """The classes that an annotation names: ``X``, ``a.X``, ``X | null``, ``Promise<X>``."""
    if annotation is None or depth > 8:
        return []
    match annotation.type:
        case "type_identifier" | "nested_type_identifier":
            return [annotation]
        case "type_query":
            return children(annotation)[:1]
        case "type_annotation" | "union_type" | "parenthesized_type" | "intersection_type" | "type_arguments":
            return [found for child in children(annotation) for found in types(child, depth + 1)]
        case "generic_type":
            name, given = annotation.child_by_field_name("name"), annotation.child_by_field_name("type_arguments")
            wrapped = name is not None and written(name) in WRAPPERS
            return types(given if wrapped else name, depth + 1)
    return []


def bases(node: Node) -> list[Node]:
    """The expressions that a class extends."""
    heritage = next((child for child in node.named_children if child.type == "class_heritage"), None)
    if heritage is None:
        return []
    found = []
    for child in children(heritage):
        if child.type == "extends_clause":
            found += child.children_by_field_name("value")
        elif child.type != "implements_clause":
            found.append(child)
    return found


def owner_of(this: Node) -> Node | None:
    """The class or the object literal whose method or field ``this`` stands in; arrow functions are looked through."""
    for parent in above(this):
        if parent.type in FIELDS or parent.type == "class_static_block":
            return _holder(parent)
        if parent.type in FUNCTIONS and parent.type != "arrow_function":
            member = parent if parent.type == "method_definition" else parent.parent
            return _holder(member) if member is not None and member.type in ("method_definition", "pair") else None
    return None


def _holder(member: Node) -> Node | None:
    body = member.parent
    if body is None or body.type == "object":
        return body
    return body.parent if body.type == "class_body" else None


def state(options: Node) -> Iterator[Node]:
    """The object literals that ``this`` also is in a component or store written as an object of options.

    ``options`` is the literal around a method. What ``data()``, ``state()`` or ``setup()`` return, and the other groups
    of methods, are members of ``this`` as well.
    """
    component, pair = options, options.parent
    key = pair.child_by_field_name("key") if pair is not None and pair.type == "pair" else None
    if pair is not None and pair.parent is not None and key is not None and written(key) in OPTIONS:
        component = pair.parent
    for member in component.named_children:
        name = member.child_by_field_name("name") or member.child_by_field_name("key")
        text = lower(name) if name is not None else None
        word = (text.value or "") if isinstance(text, Text) else written(name) if name is not None else ""
        value = member.child_by_field_name("value") if member.type == "pair" else member
        if word in STATE and value is not None and value.type in FUNCTIONS:
            yield from returned(value)
        elif word in OPTIONS and value is not None and value.type == "object":
            yield value
