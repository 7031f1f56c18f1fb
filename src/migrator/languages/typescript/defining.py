"""What TypeScript answers about functions and classes: what they take, give, hold and derive from."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from migrator.languages.typescript import definitions, fields, promises
from migrator.languages.typescript.lower import lower
from migrator.languages.typescript.markup import named
from migrator.languages.typescript.names import CLASSES, FUNCTIONS
from migrator.syntax import Binding, Expression, Name, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.languages.typescript.names import Names
    from migrator.scan.source import Source


class TypeScriptDefining:
    """The part of :class:`migrator.languages.typescript.module.TypeScriptModule` about functions and classes."""

    source: Source
    data: bytes

    @property
    @abstractmethod
    def names(self) -> Names:
        """Scopes and bindings."""

    @abstractmethod
    def _bound_by(self, pattern: Node) -> Iterator[Binding]:
        """The bindings that a pattern makes."""

    def fields(self, scope: Scope, name: str) -> tuple[list[Binding], list[Node]]:
        """Stores to and loads of a field of the instances of a class; what its body declares is a store too."""
        return fields.fields(self.names, scope, name)

    def instance(self, name: Name) -> Scope | None:
        """The class whose instance ``this`` is where it stands."""
        owner = definitions.owner_of(name.node) if name.node.type == "this" else None
        return self.names.scope(owner) if owner is not None and owner.type in CLASSES else None

    def is_definition(self, expression: Expression) -> bool:
        """Whether this is a function or a class, rather than a use of one."""
        return expression.node.type in FUNCTIONS or expression.node.type in CLASSES

    def is_function(self, expression: Expression) -> bool:
        """Whether this is the definition of a function."""
        return expression.node.type in FUNCTIONS

    def class_scope(self, expression: Expression) -> Scope | None:
        """The scope of a class, given its definition."""
        return self.names.scope(expression.node) if expression.node.type in CLASSES else None

    def results(self, expression: Expression) -> list[Expression]:
        """What a function returns, given its definition; nothing for a generator."""
        return [lower(node) for node in definitions.returned(expression.node)]

    def called(self, scope: Scope) -> tuple[str, int]:
        """The name a function's scope is called by, and how many leading parameters a caller does not write."""
        return definitions.called(scope)

    def entered(self, name: str) -> bool:
        """Whether the markup may set a variable, as that of Svelte does."""
        return self.source.path.endswith(".svelte") and self.shown(name)

    def nameless(self, definition: Expression) -> bool:
        """Whether a function reads ``arguments``."""
        return bool(promises.nameless(definition.node))

    def parameters(self, definition: Expression) -> list[Binding]:
        """The parameters of a function, or of the constructor of a class, given its definition."""
        node = definitions.constructor(definition.node) if definition.node.type in CLASSES else definition.node
        if node is None:
            return []
        listed = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")  # ``x => x``
        bound = self._bound_by(listed) if listed is not None else ()
        return [binding for binding in bound if binding.kind == "parameter"]

    def exposed(self, scope: Scope) -> str:
        """What hands a function to others that call it, empty if nothing does."""
        name, _ = definitions.called(scope)
        return "the template" if name and self.shown(name) else definitions.exposed(scope)

    def only_named(self, node: Node) -> bool:
        """Never surely: containers make what the types of a constructor's parameters name."""
        del node
        return False

    def provided(self, node: Node) -> Binding | None:
        """None: providers are listed, and known by their class."""
        del node
        return None

    def shown(self, name: str) -> bool:
        """Whether ``name`` stands in the file outside of its code: in the markup of a component."""
        return self.data is not self.source.data and named(name, self.source.data, self.data)

    def annotations(self, binding: Binding) -> list[Expression]:
        """The types that a binding is annotated with, without ``Promise`` and the like."""
        return [] if binding.path else [lower(node) for node in definitions.types(binding.annotation)]

    def bases(self, scope: Scope) -> list[Expression]:
        """The base classes of a class."""
        return [lower(node) for node in definitions.bases(scope.node)]
