"""What was learned by following the result of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.record import field, record

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.inlined import Declared
    from migrator.analysis.reply.timing import Timed
    from migrator.model import Edit
    from migrator.syntax import Module, Steps
    from migrator.unit import Import, NewFile, Problem


@record(frozen=False, slots=False)
class Trace:
    """What was learned on the way: the edits, what blocks, what is assumed, each read of a part of the reply.

    ``imports`` and ``files`` are what the edits need, ``snippets`` the functions through which a stream must be read,
    ``timed`` the times that are to be measured, ``fields`` the old paths that types say the reply has.
    """

    edits: list[Edit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    reads: list[tuple[Module, Node, str]] = field(default_factory=list)
    types: set[tuple[str, int]] = field(default_factory=set)
    declared: list[Declared] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    files: list[NewFile] = field(default_factory=list)
    snippets: set[str] = field(default_factory=set)
    timed: list[Timed] = field(default_factory=list)
    fields: set[Steps] = field(default_factory=set)

    @property
    def unread(self) -> bool:
        """Whether nothing that the reply says is read or goes anywhere."""
        return not (self.edits or self.problems or self.reads or self.types or self.declared or self.reviews)

    def add(self, other: Trace) -> None:
        """Takes over what another one has learned."""
        self.edits += other.edits
        self.problems += other.problems
        self.reviews += other.reviews
        self.reads += other.reads
        self.types |= other.types
        self.declared += other.declared
        self.imports += other.imports
        self.files += other.files
        self.snippets |= other.snippets
        self.timed += other.timed
        self.fields |= other.fields
