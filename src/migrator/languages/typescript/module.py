"""One parsed TypeScript or JavaScript file, answering what the analysis asks (:class:`migrator.syntax.Module`)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from migrator.deferred import deferred
from migrator.languages.typescript import context, definitions, http, observables, promises, strings
from migrator.languages.typescript.calls import calls
from migrator.languages.typescript.defining import TypeScriptDefining
from migrator.languages.typescript.exports import exported, handed_on
from migrator.languages.typescript.homes import home_of
from migrator.languages.typescript.importing import TypeScriptImporting
from migrator.languages.typescript.lower import lower, span, written
from migrator.languages.typescript.names import FUNCTIONS, IDENTIFIERS, PROPERTIES, Names, above
from migrator.languages.typescript.parse import Grammar, grammar_of
from migrator.languages.typescript.resolve import resolve
from migrator.languages.typescript.sites import site
from migrator.languages.typescript.types import DeclaredTypes
from migrator.languages.typescript.writing import TypeScriptWriting
from migrator.model import Edit, Keep, Span
from migrator.syntax import Binding, Call, Each, Expression, Name, Scope, Shape, Spelling, Text, Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from migrator.languages.typescript import arrays, patterns, taking
    from migrator.scan.source import Source
    from migrator.syntax import Module, Project
    from migrator.syntax.importing import Home
    from migrator.syntax.types import Types
else:
    arrays = deferred("migrator.languages.typescript.arrays")
    patterns = deferred("migrator.languages.typescript.patterns")
    taking = deferred("migrator.languages.typescript.taking")

TEXTS = frozenset({"string", "template_string"})
HANDED_ON = frozenset({"import_specifier", "import_clause", "export_specifier", "export_statement"})


class TypeScriptModule(TypeScriptDefining, TypeScriptImporting, TypeScriptWriting):
    """A file; everything is worked out when it is first asked for, most of it a word at a time.

    ``script`` is what of the file is code, at the same offsets, where that is not all of it.
    """

    family = "typescript"
    environment = strings.ENVIRONMENT
    base_names = frozenset(http.BASES)
    packages = False
    broken = False  # the grammar stumbles over what compilers take
    libraries = http.LIBRARIES

    def __init__(
        self, source: Source, language: str = "typescript", script: bytes | None = None, grammar: Grammar | None = None
    ) -> None:
        self.source = source
        self.language = language
        self.data = source.data if script is None else script
        self._calls: dict[frozenset[str], list[Call]] = {}
        self._resolved: dict[str, str | None] = {}
        self.grammar: Grammar = grammar or grammar_of(source.path, language)

    @property
    def root(self) -> Node:
        """The root of the syntax tree."""
        return self.names.root

    @cached_property
    def names(self) -> Names:
        """Scopes and bindings."""
        return Names(self.data, self.grammar)

    @cached_property
    def types(self) -> Types:
        """Types, which a compiler holds values to."""
        return DeclaredTypes(self.names)

    @cached_property
    def requests(self) -> frozenset[str]:
        """Last names of the callees that may be HTTP requests."""
        return http.CALLED | http.local_names(self.data)

    def request(self, names: frozenset[str], callee: Expression) -> Shape | None:
        """How the HTTP request is written that a callee of these qualified names makes, if it makes one."""
        for name in sorted(names):
            if (found := http.shape(name)) is not None:
                return found
        key = getattr(callee, "key", None)
        return http.guess(key) if isinstance(key, str) and not any(map(http.other, names)) else None

    def spelling(self, call: Call, names: frozenset[str]) -> Spelling | None:
        """How the text that a call gives is put together, if the language's own or a common library tells."""
        return strings.spelling(call, names)

    def held(self, call: Call, key: str | int) -> list[Expression]:
        """What the part ``key`` of the object that a call gives may be: ``ref(x).value``, ``useState(x)[0]``."""
        return strings.held(call, key)

    def lower(self, node: Node) -> Expression:
        """The expression at a node."""
        return lower(node)

    def calls(self, names: frozenset[str]) -> list[Call]:
        """Every call whose callee ends in one of ``names``, in order."""
        if names not in self._calls:
            self._calls[names] = calls(self.names, names)
        return self._calls[names]

    def strings(self, spans: Sequence[Span]) -> list[Text]:
        """The string literals around byte spans, each once."""
        found: dict[int, Text] = {}
        for where in spans:
            node = self.root.descendant_for_byte_range(where.start, where.end)
            for _ in range(3):
                if node is not None and node.type not in TEXTS:
                    node = node.parent
            text = lower(node) if node is not None and node.type in TEXTS else None
            if isinstance(text, Text):
                found[text.node.id] = text
        return list(found.values())

    def scope(self, offset: int) -> Scope:
        """The innermost scope at a byte offset; at the start of the file that of the module."""
        node = self.root.descendant_for_byte_range(offset, offset) if offset > 0 else None
        return (self.names.scope(node) or self.names.around(node)) if node is not None else self.names.module

    def reaching(self, name: Name) -> tuple[Binding, ...]:
        """All bindings of the name that is read: their order is not looked at."""
        if name.node.type == "this":
            return self._this(name)
        if name.node.parent is not None and name.node.parent.type in ("export_specifier", "namespace_export"):
            listed = tuple(b for b in exported(self.names, name.name) if b.node.id == name.node.id)
            if listed:
                return listed
        bound = self.names.bound(name.name)
        scope = self.names.owner(name.node, bound)
        return tuple(bound[scope]) if scope is not None else ()

    def binding(self, scope: Scope, name: str) -> tuple[Binding, ...]:
        """All bindings of a name in one scope; of the module's those that an import of the name gets."""
        if scope is self.names.module:
            return exported(self.names, name)
        return tuple(self.names.bound(name).get(scope, ()))

    def uses(self, binding: Binding) -> list[Name]:
        """The reads that may see a binding."""
        found = []
        for node in self.names.words(binding.name, binding.scope.span):
            if node.type in ("identifier", "shorthand_property_identifier") and _is_read(node):
                name = Name(node, span(node), binding.name)
                if any(other is binding for other in self.reaching(name)):
                    found.append(name)
        if binding.kind == "parameter":
            found += [Name(node, span(node), binding.name) for node in promises.nameless(binding.scope.node)]
        return found

    def occurrences(self, name: str) -> list[Expression]:
        """Every read of a variable or a member of this name; exports are none."""
        found: list[Expression] = []
        for node in self.names.words(name):
            parent = node.parent
            if parent is not None and node.type in PROPERTIES and parent.type == "member_expression":
                found.append(lower(parent))
            elif node.type in IDENTIFIERS and node.type != "type_identifier" and _is_read(node):
                found.append(Name(node, span(node), name))
        return found

    def each(self, node: Node) -> Each | None:
        """How the elements of the list at ``node`` are gone through by a method of the list, if they are."""
        found = arrays.each(node)
        if found is None:
            return None
        call, parameter, gives = found
        return Each(call, tuple(self._bound_by(parameter)) if parameter is not None else (), gives)

    def pattern_key(self, binding: Binding) -> Span | None:
        """Where the key is written by which a pattern takes the value of ``binding`` out of another."""
        return patterns.key(binding)

    def sole_pattern(self, binding: Binding) -> tuple[Span, Node] | None:
        """The pattern that binds nothing but ``binding``, and the value that it takes apart."""
        return patterns.sole(binding)

    def imported(self, name: str, project: Project) -> Module | None:
        """The module of the project that an import of ``name`` in this file means."""
        if name not in self._resolved:
            self._resolved[name] = resolve(name, self.source.path, project)
        path = self._resolved[name]
        return project.module(path) if path is not None else None

    def home(self, project: Project) -> Home:
        """Where a module stands that this file needs: at the top of its sources."""
        return home_of(self, project)

    def rounds(self, node: Node) -> list[tuple[Binding, Expression]]:
        """The variables of the loops around a place, innermost first, each with what its loop goes over."""
        found = []
        for at in above(node):
            if at.type == "for_in_statement":
                bound = [b for b in self._bound_by(at.child_by_field_name("left") or at) if b.kind == "iterated"]
                if len(bound) == 1 and not bound[0].path and bound[0].value is not None:
                    found.append((bound[0], lower(bound[0].value)))
            if at.type in FUNCTIONS:
                break
        return found

    def handed_on(self) -> list[str]:
        """The modules of ``export * from "module"``."""
        return handed_on(self.names)

    def imports(self) -> list[Binding]:
        """Every binding that an import at the top of the file makes, ``require`` too."""
        return self._imports

    @cached_property
    def _imports(self) -> list[Binding]:
        found: list[Binding] = []
        tops = [node.named_children if node.type == "statement_block" else [node] for node in self.root.named_children]
        statements = [node for top in tops for node in top if node.type == "import_statement"]
        for statement in [*statements, *taking.required(self.root)]:
            for node in _identifiers(statement):
                group = self.names.bound(written(node)).get(self.names.module, ())
                found += [b for b in group if b.node.id == node.id and b.kind == "imported"]
        return found

    def mentions(self, name: str) -> bool:
        """Whether an identifier of this name stands anywhere in the file."""
        return any(node.type in IDENTIFIERS for node in self.names.words(name))

    def locally(self, module: str, names: frozenset[str]) -> frozenset[str]:
        """What ``names`` of an imported module may be called in this file, themselves included."""
        if module.encode() not in self.data:
            return names
        return names | {b.name for b in self.imports() if b.module == module and b.imported in names}

    def use(self, node: Node) -> Use:
        """What becomes of the value of an expression node, one step on."""
        step = promises.use(node) or observables.use(node) or context.use(node)
        if step.kind in ("assigned", "iterated"):
            target = step.node.child_by_field_name("left") if step.kind == "iterated" else step.node
            bound = tuple(self._bound_by(target or step.node))
            return Use(step.kind, step.node, step.span, bindings=bound, onward=step.onward)
        if step.kind in ("returned", "yielded"):
            scope: Scope | None = self.names.scope(step.node) or self.names.around(step.node)
            while scope is not None and scope.kind == "block":
                scope = scope.parent
            given = scope.node if step.kind == "returned" and scope is not None else None
            passed = given and (promises.passed(given, node) or observables.passed(given, node))
            return passed or Use(step.kind, step.node, step.span, scope=scope)
        return step

    def also_caught(self, handler: Expression, name: str, rule: str) -> Edit:
        """Nothing changes."""
        del name
        return self.edit(handler.span, (Keep(handler.span),), rule)

    def _this(self, name: Name) -> tuple[Binding, ...]:
        """In a method of an object literal ``this`` is the literal, and what its component or store holds besides."""
        literal = definitions.owner_of(name.node)
        if literal is None or literal.type != "object":
            return ()
        scope = self.names.around(name.node)
        held = {literal.id: literal, **{node.id: node for node in definitions.state(literal)}}
        return tuple(Binding("this", name.node, scope, "assigned", node) for node in held.values())

    def _bound_by(self, pattern: Node) -> Iterator[Binding]:
        for node in _identifiers(pattern):
            for group in self.names.bound(written(node)).values():
                yield from (binding for binding in group if binding.node.id == node.id)


def _identifiers(pattern: Node) -> Iterator[Node]:
    """The identifiers that a pattern or an import statement binds, and some that it does not."""
    stack, left = [pattern], 500
    while stack and left:
        node, left = stack.pop(), left - 1
        if node.type in IDENTIFIERS:
            yield node
        stack.extend(reversed(node.named_children))


def _is_read(node: Node) -> bool:
    """Whether an identifier node reads a variable, rather than giving it a value or naming what is imported."""
    parent = node.parent
    return parent is not None and parent.type not in HANDED_ON and site(node) is None
