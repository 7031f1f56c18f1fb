"""Scopes and bindings of a file, worked out one word at a time: nothing is collected that nobody asks for."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from migrator.languages.typescript.lower import span
from migrator.languages.typescript.parse import parse
from migrator.languages.typescript.sites import Site, site
from migrator.model import Span
from migrator.syntax import Binding, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.languages.typescript.parse import Grammar

HIGHEST = 200
"""Parents looked at above a node; real code stays under 60."""
MOST = 3_000
"""Occurrences of one word that are looked at; more of them stand in generated code only."""

CLASSES = frozenset({"class_declaration", "abstract_class_declaration", "class"})
FUNCTIONS = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "generator_function",
        "arrow_function",
        "method_definition",
    }
)
BLOCKS = frozenset(
    {"statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body", "class_static_block"}
)
IDENTIFIERS = frozenset(
    {"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern", "type_identifier"}
)
PROPERTIES = frozenset({"property_identifier", "private_property_identifier"})
LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$") | frozenset(range(128, 256))


def above(node: Node) -> Iterator[Node]:
    """What ``node`` stands in, from the inside out, itself not included."""
    at = node.parent
    for _ in range(HIGHEST):
        if at is None:
            return
        yield at
        at = at.parent


class Names:
    """The scopes of a tree, and what each word in it is bound to."""

    def __init__(self, data: bytes, grammar: Grammar) -> None:
        self.data = data
        self._grammar = grammar
        self._scopes: dict[int, Scope] = {}
        self._bound: dict[str, dict[Scope, list[Binding]]] = {}

    @cached_property
    def root(self) -> Node:
        """The root of the tree; a file in which no word is found is never parsed."""
        return parse(self.data, self._grammar).root_node

    @cached_property
    def module(self) -> Scope:
        """The scope of the file."""
        return self._scopes.setdefault(
            self.root.id, Scope("module", self.root, Span(0, max(self.root.end_byte, 1)), None)
        )

    def words(self, word: str, where: Span | None = None) -> Iterator[Node]:
        """The nodes of the tree that are exactly ``word``, in order."""
        data, letters = self.data, word.encode()
        start, end = (where.start, where.end) if where is not None else (0, len(data))
        at = data.find(letters, start, end) if letters else -1
        for _ in range(MOST):
            if at < 0:
                return
            last = at + len(letters)
            if (at == 0 or data[at - 1] not in LETTERS) and (last == len(data) or data[last] not in LETTERS):
                node = self.root.descendant_for_byte_range(at, last)
                if node is not None and node.start_byte == at and node.end_byte == last:
                    yield node
            at = data.find(letters, last, end)

    def around(self, node: Node) -> Scope:
        """The innermost scope that ``node`` stands in, its own not counted."""
        child = node
        for parent in above(node):
            if _kind(parent) is not None and not _is_name(parent, child):
                return self.scope(parent) or self.module
            child = parent
        return self.module

    def scope(self, node: Node) -> Scope | None:
        """The scope that a node makes, if it makes one."""
        if _kind(node) is None:
            return None
        outer = self.module
        missing = []
        for at in (node, *above(node)):
            known = self._scopes.get(at.id)
            if known is not None:
                outer = known
                break
            if (kind := _kind(at)) is not None:
                missing.append((at, kind))
        for at, kind in reversed(missing):
            outer = self._scopes[at.id] = Scope(kind, at, span(at), outer)
        return outer

    def bound(self, word: str) -> dict[Scope, list[Binding]]:
        """All bindings of a word, by the scope that the name belongs to."""
        if word in self._bound:
            return self._bound[word]
        found: dict[Scope, list[Binding]] = defaultdict(list)
        self._bound[word] = found
        stores: list[tuple[Node, Site]] = []
        for node in self.words(word):
            if node.type not in IDENTIFIERS or (there := site(node)) is None:
                continue
            if there.declares:
                scope = self._home(there)
                found[scope] += bindings(word, node, scope, there)
            else:
                stores.append((node, there))
        for node, there in stores:
            scope = self.owner(node, found) or self.module
            found[scope] += bindings(word, node, scope, there)
        for group in found.values():
            group.sort(key=lambda binding: binding.start)
        return found

    def owner(self, node: Node, bound: dict[Scope, list[Binding]]) -> Scope | None:
        """The scope that a name read at ``node`` belongs to, of those where it is bound."""
        if not bound:
            return None
        for parent in above(node):
            scope = self._scopes.get(parent.id)
            if scope is not None and scope in bound:
                return scope
        return self.module if self.module in bound else None

    def _home(self, there: Site) -> Scope:
        if there.declares == "module":
            return self.module
        own = self.scope(there.construct) if there.declares == "inside" else None
        scope = own or self.around(there.construct)
        while scope.parent is not None and (
            scope.kind == "class" or (there.declares == "function" and scope.kind != "function")
        ):
            scope = scope.parent
        return scope


def bindings(word: str, node: Node, scope: Scope, there: Site) -> list[Binding]:
    """The binding that a site makes, and one for each value that stands in for a missing one."""
    made = Binding(
        word,
        node,
        scope,
        there.kind,
        there.value,
        there.path,
        there.module,
        there.imported,
        there.annotation,
        there.position,
        there.construct.start_byte,
    )
    spare = (
        Binding(word, node, scope, "assigned", value, path, start=value.start_byte) for value, path in there.defaults
    )
    return [made, *spare]


def _kind(node: Node) -> Literal["module", "class", "function", "block"] | None:
    if node.type in FUNCTIONS:
        return "function"
    if node.type in CLASSES:
        return "class"
    if node.type in BLOCKS and not _is_body(node):
        return "block"
    return "module" if node.type == "program" else None


def _is_name(parent: Node, child: Node) -> bool:
    """Whether ``child`` names the declaration ``parent``, which is seen outside it."""
    if parent.type not in FUNCTIONS and parent.type not in CLASSES:
        return False
    name = parent.child_by_field_name("name")
    return name is not None and name.id == child.id


def _is_body(block: Node) -> bool:
    """Whether a block is the body of a function or a catch, whose scope begins before it."""
    parent = block.parent
    return parent is not None and (parent.type in FUNCTIONS or parent.type == "catch_clause")
