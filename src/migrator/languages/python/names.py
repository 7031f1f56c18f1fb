"""What the names of a Python file are bound to, worked out a name at a time: most are never asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from migrator.languages.python.bindings import Made, bound, construct, declared
from migrator.languages.python.lower import span, written
from migrator.languages.python.scopes import Scopes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from migrator.languages.python.words import Words
    from migrator.syntax import Binding, Scope


class Names(Scopes):
    """The scopes of a file, and what each binds."""

    def __init__(self, root: Node, words: Words) -> None:
        super().__init__(root, words)
        self._words = words
        self._made: dict[int, Made] = {}
        self._bound: dict[tuple[Scope, str], list[Binding]] = {}

    @cached_property
    def outer(self) -> dict[Scope, dict[str, Scope]]:
        """The names that belong to another scope than they are bound in: ``global``, ``nonlocal``."""
        found: dict[Scope, dict[str, Scope]] = {}
        for node in (*self._words.keyword("global"), *self._words.keyword("nonlocal")):
            scope = self.at(node.start_byte)
            home = self.module if node.type == "global_statement" else (scope.parent or self.module)
            found.setdefault(scope, {}).update((written(child), home) for child in node.named_children)
        return found

    def bound(self, scope: Scope, name: str) -> list[Binding]:
        """The bindings of a name that belongs to a scope."""
        known = self._bound.get((scope, name))
        if known is None:
            where = None if scope is self.module else span(scope.node)
            spots = (spot for spot in self._words.spots(name, where) if self._may_bind(scope, name, spot))
            known = [one for made in self._constructs(name, spots) for one in made.bound if one.scope is scope]
            known = self._bound[scope, name] = [one for one in known if one.name == name]
        return known

    def stores(self, scope: Scope, name: str) -> list[Binding]:
        """What is put into the attribute ``name`` of the instances of a class."""
        spots = self._words.spots(name, span(scope.node))
        stored = (one for made in self._constructs(name, spots) for one in made.stores)
        return [one for one in stored if one.scope is scope and one.name == name]

    def made(self, construct: Node) -> list[Binding]:
        """The bindings of names that a statement, a definition or a clause makes."""
        return self._at(construct).bound

    def _may_bind(self, scope: Scope, name: str, spot: int) -> bool:
        """Whether a name at an offset may be bound for a scope: in it, in its parameters, or by declaration."""
        if not scope.span.start <= spot < scope.span.end:
            return True
        inner = self.at(spot)
        if self.outer.get(inner, {}).get(name) is scope:
            return True
        while inner is not scope and inner.kind == "comprehension" and inner.parent is not None:
            inner = inner.parent
        return inner is scope

    def _constructs(self, name: str, spots: Iterable[int]) -> list[Made]:
        """What binds a name at one of the offsets, definitions last, in the order of their bodies."""
        nodes = (self._words.at(spot, name) for spot in spots)
        found = (construct(node) for node in nodes if node is not None)
        distinct = {node.id: node for node in found if node is not None}
        return [self._at(node) for node in sorted(distinct.values(), key=self._order)]

    def _order(self, node: Node) -> tuple[bool, int, int]:
        scope = self.of.get(node.id)
        where = scope.span if scope is not None else span(node)
        return scope is not None, where.start, -where.end

    def _at(self, node: Node) -> Made:
        if node.id not in self._made:
            scope = self.of.get(node.id)
            made = declared(scope) if scope is not None else bound(node, self.at(node.start_byte), self.outer)
            self._made[node.id] = made
        return self._made[node.id]
