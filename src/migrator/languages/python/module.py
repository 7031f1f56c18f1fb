"""One parsed Python file, answering what the analysis asks of a language (:class:`migrator.syntax.Module`)."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from migrator.languages.python import context
from migrator.languages.python.lower import lower, span, written
from migrator.languages.python.parse import parse
from migrator.languages.python.reach import reaching
from migrator.languages.python.scopes import Names, collect, instance
from migrator.model import Edit, Keep, Span
from migrator.syntax import Binding, Call, Expression, Name, Scope, Text, Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tree_sitter import Node, Tree

    from migrator.scan.source import Source

WRITES = frozenset(
    {
        "as_pattern_target",
        "pattern_list",
        "tuple_pattern",
        "parameters",
        "lambda_parameters",
        "aliased_import",
        "dotted_name",
        "global_statement",
        "nonlocal_statement",
        "delete_statement",
        "typed_parameter",
    }
)


class PythonModule:
    """A Python file; the tree, its names and everything derived from them are made when first asked for."""

    language = "python"

    def __init__(self, source: Source) -> None:
        self.source = source

    @cached_property
    def tree(self) -> Tree:
        """The syntax tree."""
        return parse(self.source.data)

    @cached_property
    def names(self) -> Names:
        """Scopes and bindings."""
        return collect(self.tree.root_node)

    def lower(self, node: Node) -> Expression:
        """The expression at a node."""
        return lower(node)

    def calls(self, names: frozenset[str]) -> list[Call]:
        """Every call whose callee ends in one of ``names``, in order of the name."""
        found = []
        for node in self._words(names, rb"\s*\("):
            parent = node.parent
            if parent is not None and parent.type == "attribute" and parent.child_by_field_name("attribute") == node:
                node, parent = parent, parent.parent
            if parent is not None and parent.type == "call" and parent.child_by_field_name("function") == node:
                call = lower(parent)
                if isinstance(call, Call):
                    found.append(call)
        return found

    def strings(self, spans: Sequence[Span]) -> list[Text]:
        """The string literals around byte spans, each once."""
        found: dict[int, Text] = {}
        for where in spans:
            node = self.tree.root_node.descendant_for_byte_range(where.start, where.end)
            while node is not None and node.type not in ("string", "concatenated_string"):
                node = node.parent
            if node is not None and node.parent is not None and node.parent.type == "concatenated_string":
                node = node.parent
            if node is not None:
                text = lower(node)
                if isinstance(text, Text):
                    found[node.id] = text
        return list(found.values())

    def scope(self, offset: int) -> Scope:
        """The innermost scope at a byte offset."""
        return self.names.at(offset)

    def owner(self, name: str, offset: int) -> tuple[Scope | None, bool]:
        """The scope that a name read at ``offset`` belongs to, and whether it is read in order with its bindings."""
        start = scope = self.names.at(offset)
        inline = True
        at: Scope | None = scope
        while at is not None:
            redirected = self.names.outer.get(at, {}).get(name)
            if redirected is not None:
                return redirected, False
            if name in self.names.bound.get(at, {}) and (at.kind != "class" or at is start):
                return at, inline
            inline = inline and at.kind == "comprehension"
            at = at.parent
        return None, False

    def reaching(self, name: Name) -> tuple[Binding, ...]:
        """The bindings whose value a name may have where it is read."""
        scope, inline = self.owner(name.name, name.span.start)
        if scope is None:
            return ()
        bindings = self.names.bound[scope][name.name]
        return reaching(bindings, name.node, scope) if inline else tuple(bindings)

    def binding(self, scope: Scope, name: str) -> tuple[Binding, ...]:
        """All bindings of a name in one scope."""
        return tuple(self.names.bound.get(scope, {}).get(name, ()))

    def uses(self, binding: Binding) -> list[Name]:
        """The reads that may see a binding."""
        where = binding.scope.span if binding.scope.kind != "function" else span(binding.scope.node)
        found = []
        for node in self._words({binding.name}, b"", where):
            if _is_read(node):
                name = Name(node, span(node), binding.name)
                if any(other is binding for other in self.reaching(name)):
                    found.append(name)
        return found

    def fields(self, scope: Scope, name: str) -> tuple[list[Binding], list[Node]]:
        """Stores to and loads of an attribute of the instances of a class; a class variable is a store too."""
        stores = [*self.names.bound.get(scope, {}).get(name, ()), *self.names.stores.get(scope, {}).get(name, ())]
        written_at = {store.node.id for store in stores}
        loads = []
        for node in self._words({name}, b"", span(scope.node)):
            parent = node.parent
            if parent is None or parent.type != "attribute" or parent.id in written_at:
                continue
            target = parent.child_by_field_name("object")
            if instance(self.names, self.names.at(node.start_byte), target) is scope:
                loads.append(parent)
        return stores, loads

    def instance(self, name: Name) -> Scope | None:
        """The class whose instance a name is inside one of its methods: what ``self`` is."""
        return instance(self.names, self.names.at(name.span.start), name.node)

    def use(self, node: Node) -> Use:
        """What becomes of the value of an expression node, one step on."""
        step = context.use(node)
        if step.kind in ("assigned", "entered", "iterated"):
            bound = tuple(self._bound_by(step.node))
            if step.kind == "entered" and not bound:
                return Use("discarded", step.node, step.span)
            return Use(step.kind, step.node, step.span, bindings=bound)
        if step.kind in ("returned", "yielded"):
            scope: Scope | None = self.names.at(step.node.start_byte)
            while scope is not None and scope.kind == "comprehension":
                scope = scope.parent
            return Use(step.kind, step.node, step.span, scope=scope)
        return step

    def edit(self, span: Span, parts: Iterable[str | Keep], rule: str) -> Edit:
        """An edit of this file."""
        return Edit(self.source.path, span, tuple(parts), rule)

    def _bound_by(self, node: Node) -> Iterator[Binding]:
        """The bindings that a target, a loop, a walrus or an ``as`` makes."""
        target = {
            "for_statement": "left",
            "for_in_clause": "left",
            "named_expression": "name",
            "as_pattern": "alias",
        }.get(node.type)
        inside = node.child_by_field_name(target) if target else (None if node.type == "with_item" else node)
        if inside is None:
            return
        where = span(inside)
        for scoped in self.names.bound.values():
            for bindings in scoped.values():
                yield from (b for b in bindings if where.start <= b.node.start_byte < where.end)

    def _words(self, words: Iterable[str], after: bytes, where: Span | None = None) -> Iterator[Node]:
        """The identifiers that are one of ``words``, followed by the pattern ``after``."""
        one = b"|".join(re.escape(word.encode()) for word in sorted(words))
        pattern = re.compile(rb"(?<![\w])(" + one + rb")(?![\w])" + after)
        start, end = (where.start, where.end) if where else (0, len(self.source.data))
        for match in pattern.finditer(self.source.data, start, end):
            node = self.tree.root_node.descendant_for_byte_range(match.start(1), match.end(1))
            if node is not None and node.type == "identifier" and node.end_byte == match.end(1):
                yield node


def _is_read(node: Node) -> bool:
    """Whether an identifier node reads a variable, rather than naming an attribute, a keyword or a target."""
    parent = node.parent
    if parent is None or parent.type in WRITES:
        return False
    for field in ("left", "name", "attribute", "alias"):
        if parent.child_by_field_name(field) == node:
            return parent.type == "boolean_operator" or parent.type == "binary_operator"
    return True


def text_of(node: Node) -> str:
    """The source text of a node."""
    return written(node)
