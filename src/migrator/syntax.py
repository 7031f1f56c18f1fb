"""Code as the analysis sees it: expressions, bindings and uses, the same for every programming language.

A language lowers its syntax tree to these on demand, a node at a time, and keeps the tree for itself. The analysis
asks three things of a language: what an expression is made of (:class:`Expression`), where a name gets its value
(:class:`Binding`), and what becomes of a value (:class:`Use`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from migrator.model import Edit, Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.scan.source import Source


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """Something with a value. Anything a language cannot put more precisely is a plain ``Expression``."""

    node: Node
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Literal characters inside a :class:`Text`, as written."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Text(Expression):
    """A string literal, with interpolations where it has any."""

    pieces: tuple[Piece | Expression, ...]

    @property
    def value(self) -> str | None:
        """The characters, or ``None`` if something is interpolated."""
        if all(isinstance(piece, Piece) for piece in self.pieces):
            return "".join(piece.text for piece in self.pieces if isinstance(piece, Piece))
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Constant(Expression):
    """A number, a truth value or nothing."""

    value: float | bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Name(Expression):
    """A variable that is read."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Member(Expression):
    """``object.key`` or ``object["key"]``; an integer key is a position."""

    object: Expression
    key: str | int
    subscript: bool


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """One argument of a call. ``spread`` is the operator that unpacks it, if any."""

    span: Span
    name: str
    value: Expression
    spread: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Call(Expression):
    """A call, or the construction of an object."""

    callee: Expression
    arguments: tuple[Argument, ...]

    def argument(self, name: str, position: int | None = None) -> Argument | None:
        """The argument called ``name``, or the one at ``position`` among those without a name."""
        for argument in self.arguments:
            if argument.name == name and not argument.spread:
                return argument
        if position is not None and len(self.arguments) > position:
            before = self.arguments[: position + 1]
            if all(not argument.name and not argument.spread for argument in before):
                return before[-1]
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry of a mapping; without a key it unpacks another mapping."""

    span: Span
    key: Expression | None
    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Mapping(Expression):
    """A dictionary or object literal."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Items(Expression):
    """A list or tuple literal."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Expression):
    """One of several values, decided at run time: ``a or b``, ``a if c else b``."""

    options: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Joined(Expression):
    """``left + right``."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Awaited(Expression):
    """A value that is waited for."""

    value: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """Where names live. A class scope is not seen from the functions in it."""

    kind: Literal["module", "class", "function", "comprehension"]
    node: Node
    span: Span
    parent: Scope | None


BindingKind = Literal[
    "assigned",  # name = value; with a path when it was unpacked
    "iterated",  # for name in value
    "entered",  # with value as name
    "parameter",  # value is the default, if any; annotation the type as written
    "imported",  # module, imported
    "declared",  # def or class; value is the definition itself
    "changed",  # name += value, del name, a name bound in a way that is not followed
]


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """A place that gives a name its value. ``path`` are the positions unpacked from the value."""

    name: str
    node: Node
    scope: Scope
    kind: BindingKind
    value: Node | None = None
    path: tuple[int, ...] = ()
    module: str = ""
    imported: str = ""
    annotation: Node | None = None
    position: int = -1
    start: int = 0


UseKind = Literal[
    "member",  # read of a part; key says which, node is the whole access
    "called",  # the value is called; node is the call
    "argument",  # handed to a call; node is the call, argument which
    "assigned",  # bound to names, see bindings
    "stored",  # put into an attribute or a container; node is the target
    "entered",  # with value as name
    "iterated",  # looped over; node is the loop
    "flows",  # the value of a larger expression is this value: await, or, if-else, parentheses
    "returned",
    "yielded",
    "contains",  # key in value
    "tested",  # only its truth
    "compared",
    "formatted",  # put into a text
    "element",  # of a literal list or mapping
    "discarded",
    "unknown",
]


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """What becomes of a value in the next step. ``node`` is the surrounding construct, see :data:`UseKind`."""

    kind: UseKind
    node: Node
    span: Span
    key: str | int = ""
    argument: str | int = ""
    bindings: tuple[Binding, ...] = ()
    scope: Scope | None = None


Steps: TypeAlias = tuple[str | int, ...]


class Module(Protocol):
    """One parsed file of a programming language."""

    source: Source
    language: str

    def lower(self, node: Node) -> Expression:
        """The expression at a node of the tree."""

    def calls(self, names: frozenset[str]) -> list[Call]:
        """Every call whose callee ends in one of ``names``, in order."""

    def strings(self, spans: Sequence[Span]) -> list[Text]:
        """The string literals around byte spans."""

    def scope(self, offset: int) -> Scope:
        """The innermost scope at a byte offset."""

    def reaching(self, name: Name) -> tuple[Binding, ...]:
        """The bindings whose value a name may have where it is read."""

    def uses(self, binding: Binding) -> list[Name]:
        """The reads that may see a binding."""

    def fields(self, scope: Scope, name: str) -> tuple[list[Binding], list[Node]]:
        """Stores to and loads of the attribute ``name`` of the instance that a class scope describes."""

    def use(self, node: Node) -> Use:
        """What becomes of the value of an expression node, one step on."""

    def binding(self, scope: Scope, name: str) -> tuple[Binding, ...]:
        """All bindings of a name in one scope."""

    def edit(self, span: Span, *parts: object) -> Edit:
        """An edit of this file."""
