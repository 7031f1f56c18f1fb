"""Types as code writes them, where they say what a mapping holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from migrator.model import Span
from migrator.record import record

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.syntax.values import Parts


@record(eq=False)
class Described:
    """A type; one that is nothing more precise has no parts that are known. ``any`` says nothing of its values."""

    node: Node
    any: bool = False


@record(eq=False)
class Referred(Described):
    """The name of a type that is declared elsewhere."""

    name: str = ""


@record(eq=False)
class Listed(Described):
    """A list; ``item`` is the type of its elements."""

    item: Node | None = None


@record(eq=False)
class Alternatives(Described):
    """One of several types."""

    options: tuple[Node, ...] = ()


@record(eq=False)
class Part:
    """A field of a type: ``span`` is all of it, ``label`` the key. ``node`` is its type, ``end`` what ends it."""

    name: str
    span: Span
    label: Span
    node: Node
    optional: bool
    end: str


@record(eq=False)
class Fields(Described):
    """The fields of a mapping; one that is ``derived`` has others as well."""

    parts: tuple[Part, ...] = ()
    derived: bool = False


class Types(Protocol):
    """What a language has to answer for types to change together with the values they describe."""

    def given(self, node: Node) -> list[Node]:
        """The types that the code says the value at ``node`` has, and that a compiler holds it to."""

    def described(self, node: Node) -> Described:
        """What the type at a node says."""

    def declaration(self, name: str) -> Node | None:
        """The type of this name that the file declares."""

    def mentions(self, name: str) -> list[Node]:
        """Every use of a type of this name in the file."""

    def holder(self, mention: Node) -> Node | None:
        """The declaration of another type that a type is named in."""

    def values(self, mention: Node) -> list[Node]:
        """The expressions that the type around a mention is given to."""

    def nullable(self, node: Node) -> Parts:
        """The type at a node, or nothing."""

    def optional_text(self) -> Parts:
        """A text, or nothing."""

    def taken(self, node: Node, position: int) -> Node | None:
        """The type of what a function of the type at ``node`` is given at a position."""

    def moment(self, seconds: Parts) -> Parts:
        """The text of a moment, which is given in seconds."""

    def without(self, items: Parts, name: str, field: str, value: Parts) -> Parts:
        """Mappings without ``name``, each called ``message``; where that holds something ``field`` is ``value``."""

    def literal(self, tree: object) -> Parts:
        """A type that is written out: text, or mappings and lists of such."""

    def field(self, name: str, tree: object) -> Parts:
        """A field with its type: text, or mappings and lists of such."""
