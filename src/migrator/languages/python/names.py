"""What the names of a Python file are bound to, worked out a name at a time: most are never asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from migrator.languages.python.bindings import Made, bound, construct, declared
from migrator.languages.python.lower import span, written
from migrator.languages.python.scopes import Scopes

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.languages.python.words import Words
    from migrator.syntax import Binding, Scope

Found: TypeAlias = "dict[Scope, list[Binding]]"


class Names(Scopes):
    """The scopes of a file, and what each binds."""

    def __init__(self, root: Node, words: Words) -> None:
        super().__init__(root)
        self._words = words
        self._made: dict[int, Made] = {}
        self._bound: dict[str, tuple[Found, Found]] = {}

    @cached_property
    def outer(self) -> dict[Scope, dict[str, Scope]]:
        """The names that belong to another scope than they are bound in: ``global``, ``nonlocal``."""
        found: dict[Scope, dict[str, Scope]] = {}
        for node in (*self._words.keyword("global"), *self._words.keyword("nonlocal")):
            scope = self.at(node.start_byte)
            home = self.module if node.type == "global_statement" else (scope.parent or self.module)
            found.setdefault(scope, {}).update((written(child), home) for child in node.named_children)
        return found

    def bound(self, name: str) -> Found:
        """The bindings of a name, by the scope that it belongs to."""
        return self._of(name)[0]

    def stores(self, name: str) -> Found:
        """What is put into the attribute ``name`` of ``self``, by the class."""
        return self._of(name)[1]

    def made(self, construct: Node) -> list[Binding]:
        """The bindings of names that a statement, a definition or a clause makes."""
        return self._at(construct).bound

    def _of(self, name: str) -> tuple[Found, Found]:
        if name not in self._bound:
            constructs = {
                node.id: node for word in self._words.named(frozenset({name})) if (node := construct(word)) is not None
            }
            found: tuple[Found, Found] = ({}, {})
            for node in sorted(constructs.values(), key=self._order):
                made = self._at(node)
                for bindings, kept in zip((made.bound, made.stores), found, strict=True):
                    for binding in bindings:
                        if binding.name == name:
                            kept.setdefault(binding.scope, []).append(binding)
            self._bound[name] = found
        return self._bound[name]

    def _order(self, node: Node) -> tuple[bool, int, int]:
        """Definitions come last, in the order of their bodies."""
        scope = self.of.get(node.id)
        where = scope.span if scope is not None else span(node)
        return scope is not None, where.start, -where.end

    def _at(self, node: Node) -> Made:
        if node.id not in self._made:
            scope = self.of.get(node.id)
            made = declared(scope) if scope is not None else bound(node, self.at(node.start_byte), self.outer)
            self._made[node.id] = made
        return self._made[node.id]
