"""The files of operations, field tables and packages as they are written, where that differs from what they mean.

:mod:`migrator.rules.operations` says what they mean. These types are made from the ones there, so that a field is
declared once; they check a file and describe it to editors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, make_dataclass
from typing import Any, get_type_hints

from migrator.rules.distributions import Distributions
from migrator.rules.frameworks import Framework, Keyword, Touched
from migrator.rules.operations import Case, FieldTable, Framing, Operation, Package, Reply
from migrator.rules.schema import Evidence, ReferenceRule


@dataclass(frozen=True, slots=True)
class Http:
    """The HTTP requests of an operation, as ``POST /api/chat``. No ``to``: the new server has no counterpart."""

    from_: str
    to: str = ""


def as_written(kind: Any, instead: Mapping[str, tuple[str, Any] | None], **more: tuple[Any, Any]) -> Any:
    """The dataclass ``kind`` with some fields replaced by others, or left out, and ``more`` of them with defaults."""
    hints = get_type_hints(kind)
    required: list[Any] = []
    optional: list[Any] = [(name, hint, field(default=default)) for name, (hint, default) in more.items()]
    for one in fields(kind):
        name, hint = instead.get(one.name, (one.name, hints[one.name])) or ("", None)
        if name:
            needed = one.default is MISSING and one.default_factory is MISSING
            same = field(default=one.default, default_factory=one.default_factory)
            (required if needed else optional).append((name, hint, same))
    made = make_dataclass(f"Written{kind.__name__}", [*required, *optional], frozen=True)
    made.__doc__ = kind.__doc__
    return made


table: Any = Mapping
WrittenCase = as_written(Case, {}, cases=(tuple[str | Case, ...], ()))
WrittenReply = as_written(Reply, {"default": ("or_", str | None), "convert": ("as_", str)})
REQUEST = ("request", table[str, str | WrittenCase | None])
WrittenFieldTable = as_written(FieldTable, {"request": REQUEST})
WrittenFraming = as_written(Framing, {"old": ("from_", str), "new": ("to", str)})
WrittenOperation = as_written(
    Operation,
    {
        "does": None,
        "old": None,
        "new": None,
        "request": REQUEST,
        "reply": ("reply", table[str, str | WrittenReply | None]),
        "chunk": ("chunk", table[str, str | WrittenReply | None]),
        "framing": ("framing", WrittenFraming | None),
        "required": ("required", table[str, str | None]),
    },
    does=(str, ""),
    like=(str, ""),
    http=(Http | None, None),
)

WrittenKeyword = as_written(Keyword, {}, cases=(tuple[str | Keyword, ...], ()))
WrittenFramework = as_written(
    Framework,
    {
        "arguments": ("arguments", table[str, str | WrittenKeyword | None]),
        "members": ("members", table[str, Touched | None]),
        "required": ("required", table[str, str | None]),
        "absent": ("absent", table[str, str | None]),
        "proof": ("proof", table[str, tuple[str, ...] | None]),
        "to": ("to", str | None),
    },
    like=(str, ""),
)

KINDS: dict[str, type] = {
    "rule": ReferenceRule,
    "evidence": Evidence,
    "operation": WrittenOperation,
    "fields": WrittenFieldTable,
    "package": Package,
    "framework": WrittenFramework,
    "distributions": Distributions,
}
"""The type of a rule file by its first key."""
