"""What a language has to answer for bodies and loops to be written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from migrator.model import Span
from migrator.syntax.expressions import Call, Expression
from migrator.syntax.values import Binding, Dependence, Parts, Steps

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.syntax.module import Module
    from migrator.syntax.values import Gathered


class Loops(Protocol):
    """How a language reads a streamed reply in loops."""

    parsers: frozenset[str]
    """Qualified names of the functions that make a value of JSON text."""

    readers: frozenset[str]
    """Qualified names of the functions that read JSON text and make a value of it."""

    texts: frozenset[str]
    """Methods of a line that give the same line, without white space or as text."""

    def lines(self, node: Node, module: Module) -> Gathered | None:
        """What becomes of the bytes at ``node``, if the language has lines put together from bytes."""

    def relayed(self, node: Node, module: Module) -> bool:
        """Whether all that is done with the body at ``node`` is to hand its bytes on to whoever asked."""

    def announced(self, headers: Node, module: Module, kind: str) -> list[tuple[Span, Parts]] | None:
        """The edits by which what is read of ``headers`` says that a body is of a ``kind``; none if more is told."""

    def framed(self, loop: Node, data: bytes, binary: bool, end: str) -> list[tuple[Span, Parts]] | None:
        """The edits that make a loop over lines of JSON one over server-sent events, if its form allows it."""

    def skipping(
        self, place: Node, reads: Sequence[Node], subject: str, key: str, plain: bool, soft: bool, data: bytes
    ) -> tuple[Span, Parts] | None:
        """A statement in front of ``reads`` that goes on with the loop where a part has nothing under ``key``."""

    def narrowing(self, element: Node, fields: Mapping[str, str], data: bytes) -> tuple[Span, Parts] | None:
        """A statement at the top of the loop for ``element`` that goes on where its ``fields`` are others."""

    def depends(self, test: Node, place: Node) -> Dependence:
        """Whether a place runs only because of what the value at ``test`` is."""

    def sole(self, test: Node) -> bool:
        """Whether a test is all that decides about some statements, and nothing happens if it fails."""

    def membership(self, test: Node, steps: Steps) -> list[tuple[Span, Parts]]:
        """The edits by which ``key in value`` at ``test`` looks for the last of ``steps`` where the others lead."""

    def always(self, before: Node, after: Node) -> bool:
        """Whether passing ``after`` means having passed ``before``."""

    def only_breaks(self, test: Node) -> bool:
        """Whether all that the truth of ``test`` decides is to leave the loop."""

    def leaving(self, test: Node, data: bytes) -> Span | None:
        """The lines of a statement that leaves the loop if ``test`` is true, and does nothing else."""

    def deferred(self, test: Node, texts: Sequence[Node], data: bytes) -> tuple[Span, Parts] | None:
        """The edit that moves what happens if ``test`` is true behind the statements that read ``texts``."""

    def alternative(self, test: Node, tests: Sequence[Node], data: bytes) -> tuple[Span, Parts] | None:
        """The edit that looks at ``test`` also where one of ``tests`` was true, of which it is the one alternative."""

    def waits(self, loop: Node) -> bool:
        """Whether a loop waits for each round."""

    def source(self, loop: Node) -> Span:
        """Where what a loop goes over is written."""

    def rescued(self, node: Node) -> bool:
        """Whether a place only runs when an error was caught."""

    def tries(self, node: Node) -> tuple[int, ...]:
        """What catches an error at ``node`` inside its function."""

    def widened(self, call: Node, loop: Node, changed: Sequence[Span], data: bytes) -> tuple[Span, Parts, str] | None:
        """The edit that puts a call into the ``try`` around the loop that reads from it, with what else is changed.

        The last is by what its lines stand deeper than before.
        """

    def paced(self, loop: Node, told: Sequence[Node]) -> Node | None:
        """A statement that counts the rounds of a loop or tells the first one from the others."""


class Bodies(Protocol):
    """How a language builds a mapping in several places, and values that depend on tests."""

    def branches(self, expression: Expression) -> tuple[Expression, Span, Expression] | None:
        """The value, the test and the other value of a conditional expression."""

    def fallback(self, expression: Expression) -> tuple[Expression, Expression] | None:
        """A value, and what stands for it where it is empty: ``value or other``."""

    def once(self, made: Node, place: Node) -> bool:
        """Whether ``place`` runs at most once each time ``made`` has run: no loop or function begins in between."""

    def repeatable(self, expression: Expression) -> bool:
        """Whether a value may be written twice."""

    def conditional(self, value: Parts, test: Parts, other: Parts | None) -> Parts:
        """``value if test else other``; without another value, nothing."""

    def textual(self, value: Parts, mark: str) -> Parts:
        """The test that a value is a text."""

    def given(self, value: Parts) -> Parts:
        """The test that a value is there, be it false."""

    def guarded(self, expression: Expression) -> Expression:
        """The mapping that ``expression`` unpacks, or nothing, without the test that decides."""

    def positive(self, value: Parts) -> Parts:
        """The test that a number is above zero."""

    def elements(self, items: Parts, test: Parts, others: Parts | None) -> Parts:
        """Elements of a list literal that are only there if ``test`` is true; ``others`` are there if not."""

    def each(self, item: Parts, name: str, value: Parts, optional: bool, typed: bool) -> Parts:
        """Elements of a list literal, one for each ``name`` in ``value``; one that is ``optional`` may be nothing.

        Where code is ``typed`` their texts are of a type of their own, as in a literal.
        """

    def encoded(self, call: Call, names: frozenset[str]) -> bool:
        """Whether a call of a function of these qualified names makes base64 text of bytes."""

    def collected(self, item: Parts, name: str, typed: bool) -> tuple[Parts, Parts]:
        """What goes in front of a list, and behind it, to make a list of an ``item`` for each ``name`` in it."""

    def embedded(self, before: str, value: Parts, text: str, mark: str) -> Parts:
        """A text that begins with ``before`` and goes on with ``value``, which is written ``text``."""

    def spread(self, expression: Expression, optional: bool) -> Parts:
        """The entry or argument that unpacks a mapping; one that is ``optional`` may be nothing."""

    def copied(self, expression: Expression) -> Expression | None:
        """The mapping that ``expression`` is a copy of."""

    def nullable(self, binding: Binding) -> bool:
        """Whether the annotation of a binding says that it may be nothing."""

    def omitted(self, binding: Binding) -> bool:
        """Whether callers may leave out a parameter, or the field it stands for, without an error."""

    def replaced(self, expression: Expression) -> Expression | None:
        """The value that another one stands in for where it is nothing."""

    def absent(self, expression: Expression) -> bool:
        """Whether what is read may not be there, which is no error but nothing."""

    def gathers(self, binding: Binding) -> bool:
        """Whether a parameter gathers the keywords that a function does not name."""

    def unpacked(self, node: Node) -> Node | None:
        """The mapping literal or call that the mapping at ``node`` is unpacked into."""

    def entry(self, node: Node) -> tuple[str, Node] | None:
        """The key that the value at ``node`` stands under in a mapping literal, and the literal."""

    def key(self, node: Node) -> tuple[str, Span] | None:
        """The key that a look into a mapping names, and where it is written."""

    def update(self, owner: Parts, value: Parts) -> Parts:
        """The expression that adds the fields of ``value`` to the mapping ``owner``."""

    def updated(self, attribute: Node) -> Call | None:
        """The call that adds the fields of its argument to a mapping, as a statement, given the node of its callee."""

    def removal(self, value: Node, data: bytes) -> Span | None:
        """The lines to take out with the statement around ``value``; ``None`` if something else would change."""

    def standing(self, node: Node, value: Parts) -> Parts:
        """``value`` as it is written in the place of ``node``, which may stand for its key as well."""

    def named_before(self, value: Node, name: str, instead: Parts, data: bytes) -> tuple[Span, Parts] | None:
        """The edit that gives the value of a statement a name in front of it, and puts ``instead`` in its place."""
