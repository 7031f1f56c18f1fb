"""The files of operations, field tables and packages as they are written, where that differs from what they mean.

:mod:`migrator.rules.operations` says what they mean; these types check a file and describe it to editors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from migrator.model import Priority, Safety
from migrator.rules.operations import Package
from migrator.rules.schema import Evidence, Example, ReferenceRule


@dataclass(frozen=True, slots=True)
class WrittenHttp:
    """The HTTP requests of an operation, as ``POST /api/chat``. No ``to``: the new server has no counterpart."""

    from_: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """What happens to a request field whose value is of the kind ``when``; ``cases`` are tried before the rest."""

    when: str = "any"
    to: str | dict[str, Any] | None = None
    drop: str = ""
    block: str = ""
    explode: str = ""
    each: str = ""
    order: Literal["", "first"] = ""
    review: str = ""
    cases: tuple[WrittenCase, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenReply:
    """What a path of the old reply becomes."""

    to: str = ""
    or_: str | None = None
    as_: str = ""
    extra: bool = False
    optional: bool = False
    present: str = ""
    constant: Any = None
    gone: str = ""
    leaves_as: str = ""
    needs: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class WrittenOperation:
    """One call of the wire. ``like`` takes everything from another operation; ``null`` removes an entry of it."""

    operation: str
    does: str = ""
    like: str = ""
    http: WrittenHttp | None = None
    priority: Priority = "critical"
    method: str = ""
    without: str = ""
    safety: Safety = "safe"
    review: str = ""
    streams: str = ""
    variant: tuple[dict[str, str], ...] = ()
    request: dict[str, str | WrittenCase | None] = field(default_factory=dict)
    absent: dict[str, Any] = field(default_factory=dict)
    reply: dict[str, str | WrittenReply | None] = field(default_factory=dict)
    chunk: dict[str, str | WrittenReply | None] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    trap: str = ""


@dataclass(frozen=True, slots=True)
class WrittenFields:
    """A table of fields used inside others."""

    fields: str
    request: dict[str, str | WrittenCase]


KINDS: dict[str, type] = {
    "rule": ReferenceRule,
    "evidence": Evidence,
    "operation": WrittenOperation,
    "fields": WrittenFields,
    "package": Package,
}
"""The type of a rule file by its first key."""
