"""What a language has to answer for the time of a request to be measured where it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from migrator.model import Span
from migrator.record import record
from migrator.syntax.values import Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tree_sitter import Node


@record
class Clock:
    """The statements around a call that measure it, with what they import, and the variable that holds the time."""

    edits: tuple[tuple[Span, Parts], ...]
    name: str
    imports: str = ""


class Timing(Protocol):
    """How a language measures time."""

    def timed(
        self, call: Node, reads: Sequence[Node], free: Callable[[str], bool], data: bytes, beside: Sequence[Node] = ()
    ) -> Clock | None:
        """How long a call takes, in nanoseconds, for ``reads`` that follow it in the same function.

        ``free`` tells whether a name is not in use, ``beside`` are the other calls of the function, which may be
        measured too. ``None`` where the call is no part of a simple statement, or of one that does not wait for it,
        or where a read may come without it.
        """
