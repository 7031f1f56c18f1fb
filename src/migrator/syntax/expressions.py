"""What has a value, and what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from migrator.model import Span
from migrator.record import record

if TYPE_CHECKING:
    from tree_sitter import Node


@record(eq=False)
class Expression:
    """Something with a value. Anything a language cannot put more precisely is a plain ``Expression``."""

    node: Node
    span: Span


@record(eq=False)
class Piece:
    """Literal characters inside a :class:`Text`, as written."""

    text: str
    span: Span

    def part(self, start: int, end: int) -> Piece:
        """The characters from ``start`` to ``end``."""
        before = len(self.text[:start].encode())
        size = len(self.text[start:end].encode())
        return Piece(self.text[start:end], Span(self.span.start + before, self.span.start + before + size))


@record(eq=False)
class Text(Expression):
    """A string literal, with interpolations where it has any."""

    pieces: tuple[Piece | Expression, ...]

    @property
    def value(self) -> str | None:
        """The characters, or ``None`` if something is interpolated."""
        if all(isinstance(piece, Piece) for piece in self.pieces):
            return "".join(piece.text for piece in self.pieces if isinstance(piece, Piece))
        return None


@record(eq=False)
class Constant(Expression):
    """A number, a truth value or nothing."""

    value: float | bool | None


@record(eq=False)
class Name(Expression):
    """A variable that is read."""

    name: str


@record(eq=False)
class Member(Expression):
    """``object.key`` or ``object["key"]``; an integer key is a position."""

    object: Expression
    key: str | int
    subscript: bool


@record(eq=False)
class Argument:
    """One argument of a call. ``spread`` is the operator that unpacks it, if any."""

    span: Span
    name: str
    value: Expression
    spread: str = ""


@record(eq=False)
class Call(Expression):
    """A call, or the construction of an object."""

    callee: Expression
    arguments: tuple[Argument, ...]

    def argument(self, name: str, position: int | None = None) -> Argument | None:
        """The argument called ``name``, or the one at ``position`` among those without a name."""
        for argument in self.arguments:
            if argument.name == name and not argument.spread:
                return argument
        if position is not None and 0 <= position < len(self.arguments):
            before = self.arguments[: position + 1]
            if all(not argument.name and not argument.spread for argument in before):
                return before[-1]
        return None


@record(eq=False)
class Entry:
    """One entry of a mapping; without a key it unpacks another mapping."""

    span: Span
    key: Expression | None
    value: Expression


@record(eq=False)
class Mapping(Expression):
    """A dictionary or object literal."""

    entries: tuple[Entry, ...]


@record(eq=False)
class Items(Expression):
    """A list or tuple literal."""

    items: tuple[Expression, ...]


@record(eq=False)
class Choice(Expression):
    """One of several values, decided at run time: ``a or b``, ``a if c else b``."""

    options: tuple[Expression, ...]


@record(eq=False)
class Joined(Expression):
    """``left + right``."""

    left: Expression
    right: Expression


@record(eq=False)
class Awaited(Expression):
    """A value that is waited for."""

    value: Expression


@record(eq=False)
class Spelling:
    """How the text that a call gives is put together: its parts in order.

    With ``variable`` the call reads that environment variable, and the parts are what it falls back to.
    """

    parts: tuple[Expression, ...]
    variable: str = ""


@record(eq=False)
class Slot:
    """One field: its name, where it is written with its name, and its value."""

    name: str
    span: Span
    value: Expression
    style: Literal["entry", "keyword"]
    label: Span | None
    """Where the name is written, quotes included; ``None`` if it is not."""
