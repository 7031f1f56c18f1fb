"""The fields of classes: where they get their values, and where they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.definitions import FIELDS, owner_of, returned
from migrator.languages.typescript.lower import span, written
from migrator.languages.typescript.names import PROPERTIES, Names
from migrator.languages.typescript.sites import KEEPING
from migrator.syntax import Binding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.syntax import Scope


def fields(names: Names, scope: Scope, name: str) -> tuple[list[Binding], list[Node]]:
    """Stores to, and loads of, a field of the instances of a class: declared, assigned, or made by its constructor."""
    stores: list[Binding] = []
    loads: list[Node] = []
    for node in names.words(name, span(scope.node)):
        parent = node.parent
        if parent is None:
            continue
        if node.type in PROPERTIES and parent.type in ("member_expression", *FIELDS, "method_definition"):
            if parent.type == "member_expression":
                _accessed(node, parent, scope, name, stores, loads)
            elif parent.parent is not None and _is(parent.parent.parent, scope.node):
                stores += _member(node, parent, scope, name)
        elif node.type == "identifier" and parent.type in ("required_parameter", "optional_parameter"):
            stores += _property(names, node, parent, scope, name)
    return stores, loads


def _accessed(node: Node, member: Node, scope: Scope, name: str, stores: list[Binding], loads: list[Node]) -> None:
    this, around = member.child_by_field_name("object"), member.parent
    if this is None or this.type != "this" or not _is(owner_of(this), scope.node) or around is None:
        return
    left = around.child_by_field_name("left")
    operator = around.child_by_field_name("operator")
    if left is None or left.id != member.id or not around.type.endswith("assignment_expression"):
        loads.append(member)
        return
    kept = operator is None or operator.type in KEEPING
    value = around.child_by_field_name("right")
    stores.append(Binding(name, member, scope, "assigned" if kept else "changed", value, start=node.start_byte))


def _member(node: Node, member: Node, scope: Scope, name: str) -> Iterator[Binding]:
    named = member.child_by_field_name("name") or member.child_by_field_name("property")
    if named is None or named.id != node.id:
        return
    if member.type in FIELDS:
        value, annotation = member.child_by_field_name("value"), member.child_by_field_name("type")
        yield Binding(name, node, scope, "assigned", value, annotation=annotation, start=node.start_byte)
    elif any(child.type == "get" for child in member.children):
        for value in returned(member):
            yield Binding(name, node, scope, "assigned", value, start=node.start_byte)
    elif not any(child.type == "set" for child in member.children):
        yield Binding(name, node, scope, "declared", member, start=node.start_byte)


def _property(names: Names, node: Node, parameter: Node, scope: Scope, name: str) -> list[Binding]:
    """``constructor(private readonly name: Type = value)``."""
    modified = any(
        child.type in ("accessibility_modifier", "readonly", "override_modifier") for child in parameter.children
    )
    method = parameter.parent.parent if parameter.parent is not None else None
    if not modified or method is None or method.parent is None or not _is(method.parent.parent, scope.node):
        return []
    named = method.child_by_field_name("name")
    if named is None or written(named) != "constructor":
        return []
    return [b for group in names.bound(name).values() for b in group if b.node.id == node.id]


def _is(node: Node | None, other: Node) -> bool:
    return node is not None and node.id == other.id
