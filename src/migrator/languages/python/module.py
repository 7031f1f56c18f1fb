"""One parsed Python file, answering what the analysis asks of a language (:class:`migrator.syntax.Module`)."""

from __future__ import annotations

import builtins
import re
from functools import cached_property
from typing import TYPE_CHECKING

from migrator.languages.python import (
    context,
    definitions,
    framing,
    http,
    literals,
    mappings,
    modules,
    render,
    strings,
    success,
)
from migrator.languages.python.lower import lower, span
from migrator.languages.python.parse import parse
from migrator.languages.python.reach import reaching
from migrator.languages.python.resolve import resolve
from migrator.languages.python.scopes import Names, collect, instance
from migrator.model import Edit, Keep, Span
from migrator.syntax import (
    Binding,
    Bodies,
    Call,
    Expression,
    Loops,
    Mapping,
    Member,
    Name,
    Parts,
    Position,
    Read,
    Scope,
    Shape,
    Slot,
    Spelling,
    Text,
    Use,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tree_sitter import Node, Tree

    from migrator.scan.source import Source
    from migrator.syntax import Module, Project

WORD = re.compile(rb"[^\W\d]\w*+")
OPENS = re.compile(rb"\s*\(")
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
    family = "python"
    environment = strings.ENVIRONMENT
    libraries = http.LIBRARIES
    requests = http.CALLED
    base_names = http.BASES
    packages = True
    writes = True
    loops: Loops | None = framing
    bodies: Bodies | None = mappings

    def __init__(self, source: Source) -> None:
        self.source = source
        self._found: dict[tuple[frozenset[str], bool], list[Node]] = {}
        self._calls: dict[frozenset[str], list[Call]] = {}

    @cached_property
    def tree(self) -> Tree:
        """The syntax tree."""
        return parse(self.source.data)

    @cached_property
    def names(self) -> Names:
        """Scopes and bindings."""
        return collect(self.tree.root_node)

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
        for node in self._words({binding.name}, where=where):
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
        for node in self._words({name}, where=span(scope.node)):
            parent = node.parent
            if parent is None or parent.type != "attribute" or parent.id in written_at:
                continue
            target = parent.child_by_field_name("object")
            if instance(self.names.at(node.start_byte), target) is scope:
                loads.append(parent)
        return stores, loads

    def instance(self, name: Name) -> Scope | None:
        """The class whose instance a name is inside one of its methods: what ``self`` is."""
        return instance(self.names.at(name.span.start), name.node)

    def is_definition(self, expression: Expression) -> bool:
        """Whether this is a function or a class, rather than a use of one."""
        return expression.node.type in ("function_definition", "class_definition", "lambda")

    def is_function(self, expression: Expression) -> bool:
        """Whether this is the definition of a function."""
        return expression.node.type in ("function_definition", "lambda")

    def class_scope(self, expression: Expression) -> Scope | None:
        """The scope of a class, given its definition."""
        if expression.node.type != "class_definition":
            return None
        return next((s for s in self.names.scopes if s.node.id == expression.node.id), None)

    def results(self, expression: Expression) -> list[Expression]:
        """What a function returns, given its definition; nothing for a generator."""
        return [lower(node) for node in definitions.returned(expression.node)]

    def called(self, scope: Scope) -> tuple[str, int]:
        """The name a function's scope is called by, and how many leading parameters a caller does not write."""
        return definitions.called(scope)

    def parameters(self, definition: Expression) -> list[Binding]:
        """The parameters of a function, or of the constructor of a class, given its definition."""
        holder = self.class_scope(definition)
        made = next(iter(self.binding(holder, "__init__")), None) if holder is not None else None
        node = definition.node if holder is None else made.value if made is not None else None
        scope = next((s for s in self.names.scopes if node is not None and s.node.id == node.id), None)
        bound = [b for named in self.names.bound.get(scope, {}).values() for b in named] if scope is not None else []
        return [b for b in bound if b.kind == "parameter"]

    def exposed(self, scope: Scope) -> str:
        """What hands a function to others that call it, empty if nothing does."""
        return definitions.exposed(scope)

    def occurrences(self, name: str) -> list[Expression]:
        """Every read of a variable or a member of this name."""
        found: list[Expression] = []
        for node in self._words({name}):
            parent = node.parent
            if parent is not None and parent.type == "attribute" and parent.child_by_field_name("attribute") == node:
                found.append(lower(parent))
            elif _is_read(node):
                found.append(Name(node, span(node), name))
        return found

    def annotations(self, binding: Binding) -> list[Expression]:
        """The types that a binding is annotated with, without ``Optional`` and the like."""
        return [lower(node) for node in definitions.types(binding.annotation)]

    def bases(self, scope: Scope) -> list[Expression]:
        """The base classes of a class."""
        listed = scope.node.child_by_field_name("superclasses")
        return [lower(node) for node in listed.named_children] if listed is not None else []

    def imported(self, name: str, project: Project) -> Module | None:
        """The module of the project that an import of ``name`` in this file means."""
        path = resolve(name, self.source.path, project.files, project.named)
        return project.module(path) if path is not None else None

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

    def position(self, node: Node) -> Position:
        """What kind of expression may stand where ``node`` stands."""
        return render.position(node)

    def settled(self, check: Node, read: Node, good: bool = True) -> bool:
        """Whether ``read`` only runs when a look at a status, at ``check``, has told that the request succeeded (or not)."""
        scope = self.names.at(check.start_byte)
        return success.settled(check, read, scope, good)

    def neutral(self, node: Node) -> bool:
        """Whether a first value stands for nothing yet: ``None``, ``""``, ``[]``, ``{}``."""
        return render.is_neutral(node)

    def reading(self, read: Read) -> Parts | None:
        """The source text for a read of a reply; ``None`` if it cannot be written in place."""
        return render.reading(read)

    def membership(self, node: Node, key: str) -> tuple[Span, str] | None:
        """The key in ``key in value`` at ``node``: where it is written, and how ``key`` is written there."""
        old = framing.asked(node)
        mark = render.quote(old)
        return span(old), f"{mark}{key}{mark}"

    def surely(self, node: Node) -> bool:
        """Whether ``node`` only runs where its own value was tested to be true: inside ``if value:``."""
        return render.surely(node)

    def quote(self, node: Node) -> str:
        """The quote to write texts with where ``node`` stands."""
        return render.quote(node)

    def literal(self, template: object, mark: str, given: Parts) -> Parts:
        """Data of a rule as a Python literal, with ``given`` in the place of ``$value``."""
        return render.literal(template, mark, given)

    def field(self, style: str, name: str, value: Parts, mark: str) -> Parts:
        """A field with its name: an entry of a dictionary, or a keyword argument."""
        return (f"{name}=", *value) if style == "keyword" else (f"{mark}{name}{mark}: ", *value)

    def holding(self, key: str) -> list[Mapping]:
        """The dictionaries of this file that have a key."""
        return literals.holding(self.tree.root_node, self.source.data, key)

    def storing(self, key: str) -> list[tuple[Member, Slot]]:
        """The statements of this file that set the field ``key`` of a dictionary."""
        return literals.storing(self.tree.root_node, self.source.data, key)

    def store(self, node: Node) -> Slot | None:
        """The field that an assignment to the member at ``node`` sets; its span is the whole statement."""
        return literals.store(node)

    def prepended(self, owner: str, field: str, template: object, value: Span, mark: str) -> Parts | None:
        """A statement that puts the first element of ``template`` in front of the list in a field."""
        if not isinstance(template, list) or len(template) != 1:
            return None
        element = render.literal(template[0], mark, (Keep(value),))
        return (f"{owner}[{mark}{field}{mark}].insert(0, ", *element, ")")

    def appended(self, expression: Expression, text: str) -> Parts | None:
        """An expression for the text of ``expression`` with ``text`` after it."""
        return render.appended(expression, text, self.source.data)

    def serialised(self, expression: Expression) -> Expression | None:
        """The value inside ``json.dumps(value)``."""
        return literals.serialised(expression)

    def handed_on(self) -> list[str]:
        """The modules of ``from module import *``."""
        return modules.handed_on(self.tree.root_node) if b"import *" in self.source.data else []

    def imports(self) -> list[Binding]:
        """Every binding that an import makes; its value is the statement."""
        return [
            b
            for scoped in self.names.bound.values()
            for bound in scoped.values()
            for b in bound
            if b.kind == "imported"
        ]

    def mentions(self, name: str) -> bool:
        """Whether an identifier of this name stands anywhere in the file."""
        return next(self._words({name}), None) is not None

    def locally(self, module: str, names: frozenset[str]) -> frozenset[str]:
        """What ``names`` of an imported module may be called in this file, themselves included."""
        return names | {b.name for b in self.imports() if b.module == module and b.imported in names}

    def listed(self, statement: Node) -> list[tuple[Span, Binding]]:
        """The names that an import statement takes, where each is written with its alias."""
        inside = sorted((b for b in self.imports() if b.value == statement), key=lambda b: b.node.start_byte)
        return [(span(modules.item(b.node)), b) for b in inside]

    def annotates(self, node: Node) -> bool:
        """Whether ``node`` stands in a type annotation."""
        return modules.annotates(node)

    def imported_names(self, statement: Node) -> int:
        """How many names an import statement binds."""
        return modules.imported_names(statement)

    def import_text(self, module: str, names: tuple[str, ...]) -> str:
        """An import statement for a module, or for names of it."""
        return modules.import_text(module, names)

    def after_imports(self) -> int:
        """The byte offset after the imports at the top of the file."""
        return modules.after_imports(self.tree.root_node)

    def statement(self, name: str, callee: str, arguments: Sequence[str]) -> str:
        """A statement that binds ``name`` to a call, an argument a line."""
        return modules.statement(name, callee, arguments)

    def handlers(self, node: Node) -> list[Expression]:
        """The exceptions named by the handlers that an error at ``node`` may reach inside its function."""
        return modules.handlers(node)

    def names_exception(self, handler: Expression, name: str) -> bool:
        """Whether a handler names the exception of this qualified name."""
        owner = handler.object if isinstance(handler, Member) else handler
        if not isinstance(owner, Name):
            return False
        bound = self.reaching(owner)
        prefix = next((f"{b.module}.{b.imported}".rstrip(".") for b in bound if b.kind == "imported"), "")
        if bound and not prefix:
            return False
        full = prefix or owner.name
        return (f"{full}.{handler.key}" if isinstance(handler, Member) else full) == name

    def caught(self, node: Node) -> list[Name]:
        """The reads of the variable that an exception named at ``node`` is bound to."""
        target = modules.alias(node)
        if target is None:
            return []
        scoped = self.names.bound.values()
        binding = next(
            (b for names in scoped for bound in names.values() for b in bound if b.node.id == target.id), None
        )
        return self.uses(binding) if binding is not None else []

    def also_caught(self, handler: Expression, name: str, rule: str) -> Edit:
        """The edit by which a handler catches ``name`` as well."""
        where, parts = modules.also(handler, name)
        return self.edit(where, parts, rule)

    def extended(self, expression: Expression, suffix: str, default: str) -> Parts:
        """``expression`` without its trailing slash, and ``suffix``; ``default`` where it may be nothing."""
        return modules.extended(expression, suffix, default)

    def is_base(self, node: Node) -> bool:
        """Whether ``node`` names a base class."""
        return modules.is_base(node)

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

    @cached_property
    def _places(self) -> dict[bytes, list[int]]:
        """Where each word of the file stands: one pass for all names that are ever asked for."""
        places: dict[bytes, list[int]] = {}
        for match in WORD.finditer(self.source.data):
            places.setdefault(match[0], []).append(match.start())
        return places

    def _words(self, words: Iterable[str], called: bool = False, where: Span | None = None) -> Iterator[Node]:
        """The identifiers that are one of ``words``, in order; with ``called`` those before a bracket."""
        key = (frozenset(words), called)
        if key not in self._found:
            data, root = self.source.data, self.tree.root_node
            spots = sorted(
                (at, at + len(word)) for word in map(str.encode, key[0]) for at in self._places.get(word, ())
            )
            nodes = (
                root.descendant_for_byte_range(*spot) for spot in spots if not called or OPENS.match(data, spot[1])
            )
            self._found[key] = [node for node in nodes if node is not None and node.type == "identifier"]
        for node in self._found[key]:
            if where is None or where.start <= node.start_byte < where.end:
                yield node


def _is_read(node: Node) -> bool:
    """Whether an identifier node reads a variable, rather than naming an attribute, a keyword or a target."""
    parent = node.parent
    if parent is None or parent.type in WRITES:
        return False
    for field in ("left", "name", "attribute", "alias"):
        if parent.child_by_field_name(field) == node:
            return parent.type in ("boolean_operator", "binary_operator", "augmented_assignment")
    return True
