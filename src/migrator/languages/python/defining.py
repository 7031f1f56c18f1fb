"""What Python answers about functions and classes: what they take, give, hold and derive from."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from migrator.languages.python import definitions, relays
from migrator.languages.python.lower import lower, span
from migrator.languages.python.parse import named
from migrator.languages.python.scopes import instance
from migrator.syntax import Binding, Call, Expression, Name, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from migrator.languages.python.names import Names
    from migrator.languages.python.words import Words
    from migrator.model import Span


class PythonDefining:
    """The part of :class:`migrator.languages.python.module.PythonModule` that is about functions and classes."""

    @property
    @abstractmethod
    def names(self) -> Names:
        """Scopes and bindings."""

    @property
    @abstractmethod
    def _index(self) -> Words:
        """The words of the file."""

    @abstractmethod
    def binding(self, scope: Scope, name: str) -> tuple[Binding, ...]:
        """All bindings of a name in one scope."""

    @abstractmethod
    def _words(self, words: Iterable[str], called: bool = False, where: Span | None = None) -> list[Node]:
        """The identifiers that are one of ``words``, in order."""

    def bare(self, call: Call) -> bool:
        """Whether a call is made by another function that hands no keywords on."""
        return relays.bare(call.node)

    def fields(self, scope: Scope, name: str) -> tuple[list[Binding], list[Node]]:
        """Stores to and loads of an attribute of the instances of a class; a class variable is a store too."""
        stores = [*self.names.bound(scope, name), *self.names.stores(scope, name)]
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
        return self.names.of.get(expression.node.id)

    def results(self, expression: Expression) -> list[Expression]:
        """What a function returns, given its definition; nothing for a generator."""
        return [lower(node) for node in definitions.returned(expression.node, self._index)]

    def called(self, scope: Scope) -> tuple[str, int]:
        """The name a function's scope is called by, and how many leading parameters a caller does not write."""
        return definitions.called(scope)

    def entered(self, name: str) -> bool:
        """Never: there is no markup."""
        del name
        return False

    def nameless(self, definition: Expression) -> bool:
        """Never."""
        del definition
        return False

    def parameters(self, definition: Expression) -> list[Binding]:
        """The parameters of a function, or of the constructor of a class, given its definition."""
        holder = self.class_scope(definition)
        made = next(iter(self.binding(holder, "__init__")), None) if holder is not None else None
        node = definition.node if holder is None else made.value if made is not None else None
        return [b for b in self.names.made(node) if b.kind == "parameter"] if node is not None else []

    def exposed(self, scope: Scope) -> str:
        """What hands a function to others that call it, empty if nothing does."""
        return definitions.exposed(scope)

    def only_named(self, node: Node) -> bool:
        """Whether an annotation is no field's and of no function that a framework calls: these make what they name."""
        return self.names.at(node.start_byte).kind != "class" and not definitions.injected(node)

    def provided(self, node: Node) -> Binding | None:
        """The parameter to which a framework gives what the function named at ``node`` returns."""
        place = definitions.provided(node)
        if place is None:
            return None
        scope, name = self.names.at(place[0].start_byte), place[1]
        return next((one for one in self.names.bound(scope, name) if one.kind == "parameter"), None)

    def shown(self, name: str) -> bool:  # noqa: ARG002
        """Whether ``name`` stands in the file outside of its code, which it never does."""
        return False

    def annotations(self, binding: Binding) -> list[Expression]:
        """The types that a binding is annotated with, without ``Optional`` and the like."""
        return [lower(node) for node in definitions.types(binding.annotation)]

    def bases(self, scope: Scope) -> list[Expression]:
        """The base classes of a class."""
        listed = scope.node.child_by_field_name("superclasses")
        return [lower(node) for node in named(listed)] if listed is not None else []
