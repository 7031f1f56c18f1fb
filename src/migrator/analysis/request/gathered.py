"""What the fields of a request become, while it is being worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.model import Span
from migrator.record import field, record
from migrator.syntax import Expression, Parts, Slot

if TYPE_CHECKING:
    from migrator.syntax import Module


@record
class Contribution:
    """What one slot gives to a target that several may feed: members of a list or of a mapping, or a whole value."""

    slot: Slot
    shape: str
    parts: Parts
    first: bool


@record(frozen=False, slots=False)
class Gathered:
    """What becomes of slots that stand side by side, while it is being worked out."""

    made: dict[int, list[tuple[Span, Parts]]] = field(default_factory=dict)
    staying: set[int] = field(default_factory=set)
    targets: dict[str, list[tuple[int, Contribution]]] = field(default_factory=dict)
    given: dict[int, Parts] = field(default_factory=dict)


@record(eq=False)
class Carried:
    """A mapping that moves up as a whole: what is built elsewhere must follow ``table`` as well."""

    slot: Slot
    value: Expression
    module: Module
    table: str
