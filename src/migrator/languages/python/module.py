"""One parsed Python file, answering what the analysis asks of a language (:class:`migrator.syntax.Module`)."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import TYPE_CHECKING

from migrator.deferred import deferred
from migrator.languages.python import http, strings
from migrator.languages.python.bindings import constructs
from migrator.languages.python.defining import PythonDefining
from migrator.languages.python.homes import home_of
from migrator.languages.python.lower import lower, span
from migrator.languages.python.names import Names
from migrator.languages.python.reach import reaching
from migrator.languages.python.relays import THREADED
from migrator.languages.python.resolve import resolve
from migrator.languages.python.words import Words, is_read
from migrator.languages.python.writing import PythonWriting
from migrator.model import Span
from migrator.syntax import (
    Binding,
    Bodies,
    Call,
    Doubles,
    Each,
    Expression,
    Loops,
    Member,
    Name,
    Scope,
    Shape,
    Spelling,
    Text,
    Use,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tree_sitter import Node

    from migrator.languages.python import context, framing, mappings, timing
    from migrator.scan.source import Source
    from migrator.syntax import Module, Project
    from migrator.syntax.importing import Compared, Home
    from migrator.syntax.timing import Timing
    from migrator.syntax.types import Types
else:
    context = deferred("migrator.languages.python.context")
    framing = deferred("migrator.languages.python.framing")
    mappings = deferred("migrator.languages.python.mappings")
    timing = deferred("migrator.languages.python.timing")


class PythonModule(PythonDefining, PythonWriting):
    """A Python file; the tree, its names and everything derived from them are made when first asked for."""

    language = "python"
    family = "python"
    environment = strings.ENVIRONMENT
    libraries = http.LIBRARIES
    requests = http.CALLED
    base_names = http.BASES
    packages = True
    writes = frozenset({"http", "packages"})
    loose = False
    typed = False
    doubles: Doubles | None = http.DOUBLES
    loops: Loops | None = framing
    bodies: Bodies | None = mappings
    types: Types | None = None
    timing: Timing | None = timing

    def __init__(self, source: Source) -> None:
        self.source = source
        self._calls: dict[frozenset[str], list[Call]] = {}
        self._resolved: dict[str, str | None] = {}

    @property
    def root(self) -> Node:
        """The root of the syntax tree."""
        return self._index.root

    @property
    def broken(self) -> bool:
        """Whether the file has places that are not understood."""
        return self.root.has_error

    @cached_property
    def _index(self) -> Words:
        """The words of the file."""
        return Words(self.source.data)

    @cached_property
    def names(self) -> Names:
        """Scopes and bindings."""
        return Names(self.root, self._index)

    def request(self, names: frozenset[str], callee: Expression) -> Shape | None:
        """How the HTTP request is written that a callee of these qualified names makes, if it makes one."""
        for name in sorted(names):
            if (found := http.shape(name)) is not None:
                return found
        unknown = isinstance(callee, Member) and not any(name.partition(".")[0] in dir(builtins) for name in names)
        return http.guess(str(callee.key)) if unknown and isinstance(callee, Member) else None

    def spelling(self, call: Call, names: frozenset[str]) -> Spelling | None:
        """How the text that a call gives is put together, if Python's own library tells."""
        return strings.spelling(call, names)

    def held(self, call: Call, key: str | int) -> list[Expression]:
        """Nothing: no function of Python's own library wraps a value in an object."""
        del call, key
        return []

    def lower(self, node: Node) -> Expression:
        """The expression at a node."""
        return lower(node)

    def calls(self, names: frozenset[str]) -> list[Call]:
        """Every call whose callee ends in one of ``names``, in order of the name."""
        if names in self._calls:
            return self._calls[names]
        found = self._calls[names] = []
        for node in self._words(names, called=True):
            parent = node.parent
            if parent is not None and parent.type == "attribute" and parent.child_by_field_name("attribute") == node:
                node, parent = parent, parent.parent
            if parent is not None and parent.type == "call" and parent.child_by_field_name("function") == node:
                call = lower(parent)
                if isinstance(call, Call):
                    found.append(call)
        for node in self._words(frozenset(THREADED), called=True):
            outer = node.parent.parent if node.parent is not None and node.parent.type == "attribute" else node.parent
            there = lower(outer) if outer is not None and outer.type == "call" else None
            if isinstance(there, Call) and _last(there.callee) in names and _last(there.callee) not in THREADED:
                found.append(there)
        return found

    def strings(self, spans: Sequence[Span]) -> list[Text]:
        """The string literals around byte spans, each once."""
        found: dict[int, Text] = {}
        for where in spans:
            node = self.root.descendant_for_byte_range(where.start, where.end)
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
        outer, bound = self.names.outer, self.names.bound
        while at is not None:
            redirected = outer.get(at, {}).get(name)
            if redirected is not None:
                return redirected, False
            if (at.kind != "class" or at is start) and bound(at, name):
                return at, inline
            inline = inline and at.kind == "comprehension"
            at = at.parent
        return None, False

    def reaching(self, name: Name) -> tuple[Binding, ...]:
        """The bindings whose value a name may have where it is read."""
        scope, inline = self.owner(name.name, name.span.start)
        if scope is None:
            return ()
        bindings = self.names.bound(scope, name.name)
        return reaching(bindings, name.node, scope) if inline else tuple(bindings)

    def binding(self, scope: Scope, name: str) -> tuple[Binding, ...]:
        """All bindings of a name in one scope."""
        return tuple(self.names.bound(scope, name))

    def uses(self, binding: Binding) -> list[Name]:
        """The reads that may see a binding."""
        where = binding.scope.span if binding.scope.kind != "function" else span(binding.scope.node)
        found = []
        for node in self._words({binding.name}, where=where):
            if is_read(node):
                name = Name(node, span(node), binding.name)
                if any(other is binding for other in self.reaching(name)):
                    found.append(name)
        return found

    def occurrences(self, name: str) -> list[Expression]:
        """Every read of a variable or a member of this name."""
        found: list[Expression] = []
        for node in self._words({name}):
            parent = node.parent
            if parent is not None and parent.type == "attribute" and parent.child_by_field_name("attribute") == node:
                found.append(lower(parent))
            elif is_read(node):
                found.append(Name(node, span(node), name))
        return found

    def each(self, node: Node) -> Each | None:
        """None: lists are gone through by loops and comprehensions."""
        del node
        return None

    def pattern_key(self, binding: Binding) -> Span | None:
        """None: dictionaries are not taken apart by patterns."""
        del binding
        return None

    def sole_pattern(self, binding: Binding) -> tuple[Span, Node] | None:
        """None: dictionaries are not taken apart by patterns."""
        del binding
        return None

    def imported(self, name: str, project: Project) -> Module | None:
        """The module of the project that an import of ``name`` in this file means."""
        if name not in self._resolved:
            self._resolved[name] = resolve(name, self.source.path, project.files, project.named)
        path = self._resolved[name]
        return project.module(path) if path is not None else None

    def use(self, node: Node) -> Use:
        """What becomes of the value of an expression node, one step on."""
        step = context.use(node)
        if step.kind in ("assigned", "entered", "iterated"):
            bound = tuple(self._bound_by(step.node))
            if step.kind == "entered" and not bound:
                return Use("discarded", step.node, step.span)
            return Use(step.kind, step.node, step.span, bindings=bound, onward=step.onward)
        if step.kind in ("returned", "yielded"):
            inner = step.node.child_by_field_name("body") if step.node.type == "lambda" else None
            scope: Scope | None = self.names.at((inner or step.node).start_byte)
            while scope is not None and scope.kind == "comprehension":
                scope = scope.parent
            return Use(step.kind, step.node, step.span, scope=scope)
        return step

    def piped(self, parser: str, tight: bool) -> tuple[str, str]:
        """``object | Parser()``."""
        return ("(", f" | {parser}())") if tight else ("", f" | {parser}()")

    def compared(self, node: Node) -> Compared | None:
        """Not looked for: errors are caught by their class."""
        del node
        return None

    def home(self, project: Project) -> Home:
        """Where a module stands that this file needs: at the top of its package."""
        return home_of(self, project)

    def mentions(self, name: str) -> bool:
        """Whether an identifier of this name stands anywhere in the file."""
        return bool(self._words({name}))

    def rounds(self, node: Node) -> list[tuple[Binding, Expression]]:
        """The variables of the loops around a place, innermost first, each with what its loop goes over."""
        found = []
        at = node.parent
        while at is not None and at.type not in ("function_definition", "class_definition"):
            source = at.child_by_field_name("right") if at.type == "for_statement" else None
            bound = list(self._bound_by(at)) if source is not None else []
            if source is not None and len(bound) == 1 and not bound[0].path:
                found.append((bound[0], lower(source)))
            at = at.parent
        return found

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
        for made in {node.id: node for node in constructs(inside)}.values():
            yield from (b for b in self.names.made(made) if where.start <= b.node.start_byte < where.end)

    def _words(self, words: Iterable[str], called: bool = False, where: Span | None = None) -> list[Node]:
        """The identifiers that are one of ``words``, in order; with ``called`` those before a bracket."""
        return self._index.named(frozenset(words), called, where)


def _last(callee: Expression) -> str:
    """The last name of what is called."""
    return callee.name if isinstance(callee, Name) else str(callee.key) if isinstance(callee, Member) else ""
