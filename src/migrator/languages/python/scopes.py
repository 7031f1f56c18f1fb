"""The scopes of a Python file, found by the words that they are written with."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from migrator.languages.python.lower import span, written
from migrator.languages.python.parse import named
from migrator.model import Span
from migrator.syntax import Scope

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.languages.python.words import Words

WORDS = ("def", "class", "lambda", "for")
"""What every scope is written with. Asking where these stand takes less than a query over the tree."""
SCOPES = frozenset({"function_definition", "class_definition", "lambda"})
COMPREHENSIONS = frozenset(
    {"list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"}
)


class Scopes:
    """The scopes of a file by their start; ``heads`` are the first iterables of comprehensions: read outside."""

    def __init__(self, root: Node, words: Words) -> None:
        self.module, self.scopes, self.heads = _scopes(root, words)
        self._starts = [scope.span.start for scope in self.scopes]

    def at(self, offset: int) -> Scope:
        """The innermost scope at a byte offset."""
        scope = self.scopes[bisect_right(self._starts, offset) - 1] if offset >= self._starts[0] else self.module
        while scope.parent is not None and (
            not scope.span.start <= offset < scope.span.end or _inside(offset, self.heads.get(scope))
        ):
            scope = scope.parent
        return scope

    @cached_property
    def of(self) -> dict[int, Scope]:
        """The scope of each definition, by the id of its node."""
        return {scope.node.id: scope for scope in self.scopes}


def _scopes(root: Node, words: Words) -> tuple[Scope, list[Scope], dict[Scope, Span]]:
    found = {node.id: node for word in WORDS for at in words.keyword(word) if (node := _scope(at)) is not None}
    nodes = sorted(found.values(), key=lambda node: (node.start_byte, -node.end_byte))
    module = Scope("module", root, Span(root.start_byte, max(root.end_byte, 1)), None)
    scopes, stack = [module], [module]
    heads: dict[Scope, Span] = {}
    for node in nodes:
        if node.type in COMPREHENSIONS:
            kind, inside = "comprehension", node
        else:
            kind = "class" if node.type == "class_definition" else "function"
            inside = node.child_by_field_name("body") or node
        while stack[-1].span.end < node.end_byte and stack[-1].parent is not None:
            stack.pop()
        outer = stack[-1]
        while outer.parent is not None and _inside(node.start_byte, heads.get(outer)):
            outer = outer.parent
        scope = Scope(kind, node, span(inside), outer)  # type: ignore[arg-type]  # kind is one of the literals
        if kind == "comprehension" and (head := _head(node)) is not None:
            heads[scope] = span(head)
        scopes.append(scope)
        stack.append(scope)
    scopes.sort(key=lambda scope: (scope.span.start, -scope.span.end))
    return module, scopes, heads


def _scope(node: Node) -> Node | None:
    """The scope that is written with the keyword of a node, if it is no loop."""
    whole = node.parent if node.type == "for_in_clause" else node
    return whole if whole is not None and (whole.type in SCOPES or whole.type in COMPREHENSIONS) else None


def _head(comprehension: Node) -> Node | None:
    """What a comprehension loops over first."""
    loop = next((child for child in comprehension.named_children if child.type == "for_in_clause"), None)
    return loop.child_by_field_name("right") if loop is not None else None


def _inside(offset: int, where: Span | None) -> bool:
    return where is not None and where.start <= offset < where.end


def instance(scope: Scope, node: Node | None) -> Scope | None:
    """The class whose instance ``node`` is, if it is the first parameter (``self``) of one of its methods."""
    if node is None or node.type != "identifier":
        return None
    name, method = written(node), scope
    while method.parent is not None and not (method.kind == "function" and method.parent.kind == "class"):
        method = method.parent
    if method.parent is None:
        return None
    parameters = method.node.child_by_field_name("parameters")
    if parameters is None or not named(parameters) or written(named(parameters)[0]) != name:
        return None
    return method.parent
