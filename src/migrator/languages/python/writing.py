"""What Python answers for its code to be written anew: where a value stands, how texts, fields, imports are written."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from migrator.deferred import deferred
from migrator.languages.python import literals
from migrator.languages.python.bindings import constructs
from migrator.languages.python.lower import span
from migrator.languages.python.parse import named
from migrator.model import Edit, Keep, Span
from migrator.syntax import Binding, Expression, Mapping, Member, Name, Parts, Position, Read, Scope, Slot, Steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tree_sitter import Node

    from migrator.languages.python import framing, modules, render, success
    from migrator.languages.python.names import Names
    from migrator.languages.python.words import Words
    from migrator.scan.source import Source
    from migrator.syntax import Project
else:
    framing = deferred("migrator.languages.python.framing")
    modules = deferred("migrator.languages.python.modules")
    render = deferred("migrator.languages.python.render")
    success = deferred("migrator.languages.python.success")


class PythonWriting:
    """The half of :class:`migrator.languages.python.module.PythonModule` that writes."""

    source: Source

    @property
    @abstractmethod
    def root(self) -> Node:
        """The root of the syntax tree."""

    @property
    @abstractmethod
    def names(self) -> Names:
        """Scopes and bindings."""

    @property
    @abstractmethod
    def _index(self) -> Words:
        """The words of the file."""

    @abstractmethod
    def reaching(self, name: Name) -> tuple[Binding, ...]:
        """The bindings whose value a name may have where it is read."""

    @abstractmethod
    def binding(self, scope: Scope, name: str) -> tuple[Binding, ...]:
        """All bindings of a name in one scope."""

    @abstractmethod
    def uses(self, binding: Binding) -> list[Name]:
        """The reads that may see a binding."""

    def position(self, node: Node) -> Position:
        """What kind of expression may stand where ``node`` stands."""
        return render.position(node)

    def settled(self, check: Node, read: Node, good: bool = True) -> bool:
        """Whether ``read`` only runs when a look at a status, at ``check``, has told of success, or of failure."""
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

    def having(self, test: Node, value: Node, read: Parts | None, key: str) -> tuple[Span, Parts]:
        """The edit that lets ``key in value`` ask an object for ``key``, or whether ``read`` gives a value."""
        return render.having(test, value, read, key)

    def searches(self, test: Node, text: Node) -> bool:
        """``name in text``, where the name is no text that is written out."""
        words = [child.type for child in test.children if not child.is_named]
        operands = named(test)
        asked = words in (["in"], ["not in"]) and len(operands) == 2 and operands[1].id == text.id
        return asked and operands[0].type in ("identifier", "attribute")

    def decoded(self, value: Parts) -> tuple[Parts, str]:
        """``json.loads(value)``, and the module it needs."""
        return ("json.loads(", *value, ")"), "json"

    def surely(self, node: Node) -> bool:
        """Whether ``node`` only runs where its own value was tested to be true: inside ``if value:``."""
        return render.surely(node)

    def is_truth(self, expression: Expression) -> bool:
        """Whether a value is true or false by the way it is written: a comparison, a negation."""
        return expression.node.type in ("comparison_operator", "not_operator")

    def quote(self, node: Node) -> str:
        """The quote to write texts with where ``node`` stands."""
        return render.quote(node)

    def literal(self, template: object, mark: str, given: Parts) -> Parts:
        """Data of a rule as a Python literal, with ``given`` in the place of ``$value``."""
        return render.literal(template, mark, given)

    def field(self, style: str, name: str, value: Parts, mark: str) -> Parts:
        """A field with its name: an entry of a dictionary, or a keyword argument."""
        return (f"{name}=", *value) if style == "keyword" else (f"{mark}{name}{mark}: ", *value)

    def label(self, where: Span, name: str, mark: str) -> str:
        """The key ``name`` as it is written in the place of the one at ``where``: a keyword stays one."""
        bare = self.source.data[where.start : where.end].decode().isidentifier()
        return name if bare else f"{mark}{name}{mark}"

    def access(self, steps: Steps, mark: str) -> str:
        """``["a"][0]``."""
        return render.access(steps, mark, True)

    def mapping(self, entries: Parts) -> Parts:
        """A dictionary with these entries."""
        return ("{", *entries, "}")

    def lenient(self, node: Node) -> bool:
        """Never: a missing part is an error, unless ``get`` looks for it."""
        del node
        return False

    def holding(self, key: str) -> list[Mapping]:
        """The dictionaries of this file that have a key."""
        return literals.holding(self.root, self.source.data, key)

    def storing(self, key: str) -> list[tuple[Member, Slot]]:
        """The statements of this file that set the field ``key`` of a dictionary."""
        return literals.storing(self.root, self.source.data, key)

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
        return modules.handed_on(self.root) if b"import *" in self.source.data else []

    def imports(self) -> list[Binding]:
        """Every binding that an import makes; its value is the statement."""
        return self._imports

    @cached_property
    def _imports(self) -> list[Binding]:
        return [b for node in self._index.keyword("import") for b in self.names.made(node)]

    @property
    def script(self) -> bool:
        """Never."""
        return False

    def in_browser(self, project: Project) -> bool:
        """Never."""
        del project
        return False

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

    def streams(self, node: Node) -> bool:
        """Whether the annotation around ``node`` is that of something which gives parts one by one."""
        return modules.streams(node)

    def imported_names(self, statement: Node) -> int:
        """How many names an import statement binds."""
        return modules.imported_names(statement)

    def import_text(self, module: str, names: tuple[str, ...], like: Node | None = None) -> str:
        """An import statement for a module, or for names of it; they are all written alike."""
        del like
        return modules.import_text(module, names)

    def importing(self, binding: Binding) -> Node | None:
        """The statement of an import."""
        return binding.value

    def types_alone(self, statement: Node) -> bool:
        """Never: what is imported is there while the program runs."""
        del statement
        return False

    def shared_name(self, binding: Binding) -> bool:
        """Whether a name has other meanings in the scope of a binding."""
        return self.binding(binding.scope, binding.name) != (binding,)

    def named(self, binding: Binding) -> list[Name]:
        """The places that name what a binding imports."""
        return self.uses(binding)

    def code(self, text: str, node: Node) -> str:
        """Code of a rule, as it is."""
        del node
        return text

    def bag(self, style: str, name: str, fields: Parts, mark: str) -> Parts:
        """The argument or entry that holds fields which a client library does not declare."""
        return self.field(style, name, fields, mark)

    def errors(self, node: Node) -> list[Name]:
        """None: handlers name what they catch."""
        del node
        return []

    def after_imports(self, first: Node | None = None) -> int:
        """The byte offset after the imports at the top of the file, or after those that begin with ``first``."""
        return modules.after_imports(self.root) if first is None else modules.after(first)

    def statement(self, name: str, callee: str, arguments: Sequence[str], called: bool = False) -> str:
        """A statement that binds ``name`` to a call, an argument a line."""
        del called
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
        found = (b for made in constructs(target) for b in self.names.made(made))
        binding = next((b for b in found if b.node.id == target.id), None)
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
