"""The files of operations, field tables and packages as they are written, where that differs from what they mean.

:mod:`migrator.rules.operations` and :mod:`migrator.rules.packages` say what they mean. These types are made from the
ones there, so that a field is declared once; they check a file and describe it to editors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

from migrator.record import REQUIRED, fields, record
from migrator.rules.deployment import Deployment
from migrator.rules.distributions import Distributions
from migrator.rules.frameworks import Framework, Keyword, Touched
from migrator.rules.models import Models
from migrator.rules.naming import Names
from migrator.rules.operations import Case, FieldTable, Framing, Operation, Reply
from migrator.rules.packages import Package
from migrator.rules.schema import Evidence, ReferenceRule


@record
class Http:
    """The HTTP requests of an operation, as ``POST /api/chat``. No ``to``: the new server has no counterpart."""

    from_: str
    to: str = ""


def as_written(kind: Any, instead: Mapping[str, tuple[str, Any] | None], **more: tuple[Any, Any]) -> Any:
    """The record ``kind`` with some fields replaced by others, or left out, and ``more`` of them with defaults."""
    hints = get_type_hints(kind)
    types, defaults = {}, {}
    for field, default in fields(kind).items():
        name, hint = instead.get(field, (field, hints[field])) or ("", None)
        if name:
            types[name] = hint
            if default is not REQUIRED:
                defaults[name] = default
    types |= {name: hint for name, (hint, _) in more.items()}
    defaults |= {name: default for name, (_, default) in more.items()}
    body = {"__annotations__": types, "__doc__": kind.__doc__, "__module__": __name__}
    return record(type(f"Written{kind.__name__}", (), body | defaults))


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
    "deployment": Deployment,
    "names": Names,
    "models": Models,
}
"""The type of a rule file by its first key."""
