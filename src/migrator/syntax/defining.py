"""What the analysis asks of a programming language about functions and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from migrator.syntax.expressions import Call, Expression, Name
from migrator.syntax.values import Binding, Scope

if TYPE_CHECKING:
    from tree_sitter import Node


class Defining(Protocol):
    """What functions take and give, who calls them, and what classes hold and derive from."""

    def bare(self, call: Call) -> bool:
        """Whether a call is made by another function that hands no keywords on."""

    def fields(self, scope: Scope, name: str) -> tuple[list[Binding], list[Node]]:
        """Stores to and loads of the attribute ``name`` of the instance that a class scope describes."""

    def instance(self, name: Name) -> Scope | None:
        """The class whose instance a name is inside one of its methods: what ``self`` or ``this`` is."""

    def is_definition(self, expression: Expression) -> bool:
        """Whether this is a function or a class, rather than a use of one."""

    def is_function(self, expression: Expression) -> bool:
        """Whether this is the definition of a function."""

    def class_scope(self, expression: Expression) -> Scope | None:
        """The scope of a class, given its definition."""

    def results(self, expression: Expression) -> list[Expression]:
        """What a function returns, given its definition; nothing for a generator."""

    def called(self, scope: Scope) -> tuple[str, int]:
        """The name a function's scope is called by, and how many leading parameters a caller does not write."""

    def entered(self, name: str) -> bool:
        """Whether the markup around the code may set a variable."""

    def nameless(self, definition: Expression) -> bool:
        """Whether a function gets at what it is given without naming it."""

    def parameters(self, definition: Expression) -> list[Binding]:
        """The parameters of a function, or of the constructor of a class, given its definition."""

    def exposed(self, scope: Scope) -> str:
        """What hands a function to others that call it, empty if nothing does."""

    def only_named(self, node: Node) -> bool:
        """Whether nobody makes an object of a class because the type annotation at ``node`` names it."""

    def provided(self, node: Node) -> Binding | None:
        """The parameter to which a framework gives what the function named at ``node`` returns."""

    def shown(self, name: str) -> bool:
        """Whether ``name`` stands in the file outside of its code: in the markup of a component."""

    def annotations(self, binding: Binding) -> list[Expression]:
        """The types that a binding is annotated with, without ``Optional`` and the like."""

    def bases(self, scope: Scope) -> list[Expression]:
        """The base classes of a class."""
