"""The types that TypeScript code gives its values: where they stand, what they say, and where they are declared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, misplaced, span, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.model import Keep, Span
from migrator.syntax.types import Alternatives, Described, Fields, Listed, Part, Referred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.languages.typescript.names import Names
    from migrator.syntax import Parts

CASTS = frozenset({"as_expression", "satisfies_expression", "type_assertion"})
DECLARING = frozenset({"interface_declaration", "type_alias_declaration"})
ANYTHING = frozenset({"any", "unknown", "const", "object", "never", "void", "null", "undefined"})
INSIDE = frozenset({"Promise", "Partial", "Readonly", "Required", "NonNullable", "Awaited", "PromiseLike"})
ARRAYS = frozenset({"Array", "ReadonlyArray"})
OPEN = frozenset({"Record", "Map", "Response"})
NAMES = frozenset({"type_identifier", "nested_type_identifier"})


class DeclaredTypes:
    """The types of one file; see :class:`migrator.syntax.types.Types`."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def given(self, node: Node) -> list[Node]:
        """The types of the value at ``node`` that say something: of a cast, a declaration, the arguments of a call."""
        return [found for found in _given(node) if not described(found).any]

    def described(self, node: Node) -> Described:
        """What a type says."""
        return described(node)

    def declaration(self, name: str) -> Node | None:
        """The interface or alias of this name that the file declares; none if it declares several."""
        found = [node.parent for node in self._named(name) if node.parent is not None and _is_declared(node)]
        return found[0] if len(found) == 1 else None

    def mentions(self, name: str) -> list[Node]:
        """Every use of a type of this name; its declaration and imports are none."""
        return [node for node in self._named(name) if not _is_declared(node)]

    def holder(self, mention: Node) -> Node | None:
        """The declaration of another type that a type is named in."""
        at = mention.parent
        while at is not None and at.type not in DECLARING:
            if at.type in ("statement_block", "program", "class_body"):
                return None
            at = at.parent
        return at

    def values(self, mention: Node) -> list[Node]:
        """The expressions whose type a mention is part of."""
        return values(mention)

    def nullable(self, node: Node) -> Parts:
        """``type | null``."""
        kept = Keep(span(node))
        if re.search(r"\bnull\b|^(?:any|unknown)$", written(node)):
            return (kept,)
        return ("(", kept, ") | null") if node.type == "function_type" else (kept, " | null")

    def optional_text(self) -> Parts:
        """``string | null``."""
        return ("string | null",)

    def taken(self, node: Node, position: int) -> Node | None:
        """The type of a parameter of ``(name: Type) => void``."""
        while node.type in ("type_annotation", "parenthesized_type") and children(node):
            node = children(node)[0]
        listed = node.child_by_field_name("parameters") if node.type == "function_type" else None
        given = children(listed)[position : position + 1] if listed is not None else []
        return given[0].child_by_field_name("type") if given else None

    def moment(self, seconds: Parts) -> Parts:
        """``new Date(seconds * 1000).toISOString()``."""
        return ("new Date(", *seconds, " * 1000).toISOString()")

    def without(self, items: Parts, name: str, field: str, value: Parts) -> Parts:
        """``items.map(({ name, ...message }) => (name?.length ? { ...message, field: value } : message))``."""
        changed = ("{ ...message, ", f"{field}: ", *value, " }")
        return (*items, f".map(({{ {name}, ...message }}) => ({name}?.length ? ", *changed, " : message))")

    def literal(self, tree: object) -> Parts:
        """``{ inner: type }[]``."""
        return _type_text(tree)

    def field(self, name: str, tree: object) -> Parts:
        """``name: { inner: type }[]``."""
        return (f"{name}: ", *_type_text(tree))

    def _named(self, name: str) -> list[Node]:
        return [node for node in self.names.words(name) if node.type == "type_identifier"]


def _is_declared(node: Node) -> bool:
    return node.parent is not None and node.parent.type in DECLARING and node.parent.child_by_field_name("name") == node


def _type_text(tree: object) -> Parts:
    match tree:
        case dict():
            made: list[str | Keep] = ["{ "]
            for index, (name, inner) in enumerate(tree.items()):
                made += ["; " if index else "", f"{name}: ", *_type_text(inner)]
            return (*made, " }")
        case tuple():
            return tree
        case [only]:
            return (*_type_text(only), "[]")
    raise TypeError(tree)


def _given(node: Node) -> Iterator[Node]:
    call = misplaced(node) or node
    if call.type == "call_expression" and (listed := call.child_by_field_name("type_arguments")) is not None:
        yield from children(listed)[:1]
    parent = node.parent
    if parent is None:
        return
    inside = children(parent)
    if parent.type in CASTS and len(inside) == 2:
        yield next(child for child in inside if child.id != node.id)
    if parent.type == "variable_declarator" and (annotation := parent.child_by_field_name("type")) is not None:
        yield annotation
    function = _returning(node)
    if function is not None and (annotation := function.child_by_field_name("return_type")) is not None:
        yield annotation


def _returning(node: Node) -> Node | None:
    """The function that returns the value at ``node``."""
    parent = node.parent
    if parent is not None and parent.type == "arrow_function":
        return parent if parent.child_by_field_name("body") == node else None
    if parent is None or parent.type != "return_statement":
        return None
    at = parent.parent
    while at is not None and at.type not in FUNCTIONS:
        at = at.parent
    return at


def described(node: Node) -> Described:
    """What a type says; ``Promise`` and the like are looked through."""
    inside = children(node)
    match node.type:
        case "type_annotation" | "parenthesized_type" | "readonly_type" if inside:
            return described(inside[-1])
        case "predefined_type" | "literal_type":
            return Described(node, any=written(node) in ANYTHING)
        case "array_type" if inside:
            return Listed(node, item=inside[0])
        case "union_type" | "intersection_type":
            return Alternatives(node, options=tuple(_flat(node)))
        case "type_identifier" | "nested_type_identifier":
            name = written(node)
            return Described(node, any=True) if name in OPEN or _is_open(node, name) else Referred(node, name=name)
        case "generic_type" if len(inside) == 2:
            name, arguments = written(inside[0]), children(inside[1])
            if name in INSIDE and arguments:
                return described(arguments[0])
            if name in ARRAYS and arguments:
                return Listed(node, item=arguments[0])
            if name.endswith("Response") and len(arguments) == 1:  # AxiosResponse<T>
                return described(arguments[0])
            return Described(node, any=name in OPEN)
        case "object_type" | "interface_body":
            return _fields(node)
        case "interface_declaration":
            body = node.child_by_field_name("body")
            derived = any(child.type == "extends_type_clause" for child in inside)
            found = described(body) if body is not None else Described(node)
            return Fields(body or node, parts=found.parts, derived=derived) if isinstance(found, Fields) else found
        case "type_alias_declaration":
            value = node.child_by_field_name("value")
            return described(value) if value is not None else Described(node)
    return Described(node)


def _is_open(node: Node, name: str) -> bool:
    """Whether a name is that of a parameter for types, of a function or a type around it."""
    at = node.parent
    while at is not None:
        listed = at.child_by_field_name("type_parameters")
        names = [written(one.child_by_field_name("name") or one) for one in children(listed)] if listed else []
        if name in names:
            return True
        at = at.parent
    return False


def _flat(union: Node) -> Iterator[Node]:
    for child in children(union):
        if child.type == "union_type":
            yield from _flat(child)
        else:
            yield child


def _fields(body: Node) -> Fields:
    parts, derived = [], False
    for child in children(body):
        label, annotation = child.child_by_field_name("name"), child.child_by_field_name("type")
        inner = children(annotation) if annotation is not None else []
        if child.type != "property_signature" or label is None or not inner:
            derived = derived or child.type != "index_signature"
            continue
        following = child.next_sibling
        ended = following is not None and following.type in (";", ",")
        end = following.end_byte if ended and following is not None else child.end_byte
        optional = any(each.type == "?" for each in child.children)
        name = written(label).strip("\"'")
        mark = following.type if ended and following is not None else ""
        parts.append(Part(name, Span(child.start_byte, end), span(label), inner[-1], optional, mark))
    return Fields(body, parts=tuple(parts), derived=derived)


def values(mention: Node) -> list[Node]:
    """The expressions whose type a mention is part of: what is cast, declared, returned, or given by a call."""
    at: Node | None = mention
    while at is not None and at.parent is not None:
        parent = at.parent
        if parent.type in CASTS:
            return [child for child in children(parent) if child.id != at.id]
        if parent.type == "call_expression" and at.type == "type_arguments":
            return [parent]
        if parent.type == "variable_declarator":
            value = parent.child_by_field_name("value")
            return [value] if value is not None else []
        if parent.type in FUNCTIONS or parent.type.endswith(("statement", "declaration", "parameter")):
            return []
        at = parent
    return []
