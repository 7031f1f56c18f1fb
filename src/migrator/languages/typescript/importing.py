"""What TypeScript answers about imports: which names a file takes from packages, and how they are taken anew."""

from __future__ import annotations

import re
from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from migrator.deferred import deferred
from migrator.languages.typescript.lower import span
from migrator.model import Keep
from migrator.syntax import Name, Parts, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.languages.typescript import render, running, taking
    from migrator.languages.typescript.names import Names
    from migrator.languages.typescript.parse import Grammar
    from migrator.model import Span
    from migrator.scan.source import Source
    from migrator.syntax import Binding, Expression, Project
    from migrator.syntax.importing import Compared
else:
    render = deferred("migrator.languages.typescript.render")
    running = deferred("migrator.languages.typescript.running")
    taking = deferred("migrator.languages.typescript.taking")

ENVIRONMENT = re.compile(r"process\.env\.(\w+)")


class TypeScriptImporting:
    """The part of :class:`migrator.languages.typescript.module.TypeScriptModule` that is about packages."""

    source: Source
    data: bytes
    grammar: Grammar

    @property
    @abstractmethod
    def names(self) -> Names:
        """Scopes and bindings."""

    loose = True

    @property
    @abstractmethod
    def root(self) -> Node:
        """The root of the syntax tree."""

    @abstractmethod
    def imports(self) -> list[Binding]:
        """Every binding that an import at the top of the file makes."""

    @abstractmethod
    def reaching(self, name: Name) -> tuple[Binding, ...]:
        """The bindings of a name that is read."""

    @abstractmethod
    def uses(self, binding: Binding) -> list[Name]:
        """The reads that may see a binding."""

    @property
    def typed(self) -> bool:
        """Whether the file is TypeScript."""
        return self.grammar != "javascript"

    @cached_property
    def ends(self) -> str:
        """What a statement of the file ends in."""
        return taking.ends(self.root)

    def importing(self, binding: Binding) -> Node | None:
        """The statement of an import."""
        return taking.importing(binding)

    def imported_names(self, statement: Node) -> int:
        """How many names an import statement binds."""
        return taking.names(statement)

    def listed(self, statement: Node) -> list[tuple[Span, Binding]]:
        """The names that an import statement takes, where each is written with its alias."""
        inside = [b for b in self.imports() if self.importing(b) == statement]
        return [(taking.item(b.node), b) for b in sorted(inside, key=lambda b: b.node.start_byte)]

    def import_text(self, module: str, names: tuple[str, ...], like: Node | None = None) -> str:
        """An import statement for names of a module, in the style of the one at ``like``."""
        if like is not None:
            return taking.text(module, names, like)
        mark = render.quote(self.root)[0]
        return f"import {{ {', '.join(names)} }} from {mark}{module}{mark}{self.ends}"

    def types_alone(self, statement: Node) -> bool:
        """Whether an import statement takes nothing but types."""
        return taking.is_type(statement)

    def shared_name(self, binding: Binding) -> bool:
        """Whether a name has other meanings in the scope of a binding."""
        return len(self.names.bound(binding.name).get(binding.scope, ())) > 1

    def named(self, binding: Binding) -> list[Name]:
        """The places that name what a binding imports, in types and lists of exports as well."""
        found = list(self.uses(binding))
        known = {name.node.id for name in found}
        for node in self.names.words(binding.name):
            other = node.type == "type_identifier" or (
                node.parent is not None and node.parent.type in ("export_specifier", "nested_type_identifier")
            )
            if other and node.id not in known:
                name = Name(node, span(node), binding.name)
                bound = self.names.bound(binding.name)
                if self.names.owner(node, bound) is binding.scope:
                    found.append(name)
        return sorted(found, key=lambda name: name.span)

    def annotates(self, node: Node) -> bool:
        """Whether ``node`` names a type."""
        return taking.annotates(node)

    def is_base(self, node: Node) -> bool:
        """Whether ``node`` names a base class."""
        return taking.is_base(node)

    def after_imports(self, first: Node | None = None) -> int:
        """The byte offset after the imports at the top of the file."""
        del first
        return taking.after_imports(self.root, self.data)

    def statement(self, name: str, callee: str, arguments: Sequence[str], called: bool = False) -> str:
        """A statement that binds ``name`` to an object that is made, an argument a line; or to what a call gives."""
        root = self.root
        written = [self.code(argument, root) for argument in arguments]
        return taking.made(name, callee if called else f"new {callee}", written, self.ends, taking.unit(self.data))

    def code(self, text: str, node: Node) -> str:
        """Code of a rule, with its texts in the quotes that are used where ``node`` stands."""
        if b"Deno." in self.data:
            text = ENVIRONMENT.sub(r'Deno.env.get("\1")', text)
        return text.replace('"', render.quote(node)[0])

    def bag(self, style: str, name: str, fields: Parts, mark: str) -> Parts:
        """The fields that a client library does not declare, unpacked: so they are not checked."""
        del style, name, mark
        return ("...", *fields)

    def extended(self, expression: Expression, suffix: str, default: str) -> Parts:
        """``expression`` without its trailing slash, and ``suffix``; ``default`` where it may be nothing."""
        mark = render.quote(expression.node)[0]
        kept: Parts = (Keep(span(expression.node)),)
        if default:
            kept = ("(", *kept, f" || {mark}{default}{mark})")
        elif not isinstance(expression, Name | Text) and expression.node.type not in render.TIGHT:
            kept = ("(", *kept, ")")
        return (*kept, f".replace(/\\/$/, {mark}{mark}) + {mark}{suffix}{mark}")

    @cached_property
    def script(self) -> bool:
        """Whether the file imports, exports and requires nothing."""
        return not self.typed and running.MODULE.search(self.data) is None

    def in_browser(self, project: Project) -> bool:
        """Whether the file runs in a browser."""
        return running.in_browser(self.source.path, self.data, project)

    def piped(self, parser: str, tight: bool) -> tuple[str, str]:
        """``object.pipe(new Parser())``."""
        del tight
        return "", f".pipe(new {parser}())"

    def compared(self, node: Node) -> Compared | None:
        """The comparison ``value === 'text'``, if the value at ``node`` stands in one."""
        return taking.compared(node)

    def searches(self, test: Node, text: Node) -> bool:
        """Never: a text is searched by a method."""
        del test, text
        return False

    def decoded(self, value: Parts) -> tuple[Parts, str]:
        """``JSON.parse(value)``."""
        return ("JSON.parse(", *value, ")"), ""

    def errors(self, node: Node) -> list[Name]:
        """The reads of what is caught of any error at ``node``."""
        found = []
        for catcher in taking.catchers(node):
            target = taking.caught(catcher)
            if target is None:
                continue
            for word in self.names.words(target.text.decode() if target.text else "", span(catcher)):
                if word.type == "identifier" and word.id != target.id:
                    name = Name(word, span(word), (word.text or b"").decode())
                    if any(binding.node.id == target.id for binding in self.reaching(name)):
                        found.append(name)
        return found
