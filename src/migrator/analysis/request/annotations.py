"""Lists that gain what their first elements do not tell: the type of all of them is said where the list is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.request.answers import ADDED
from migrator.model import Span
from migrator.syntax import Call, Items, Mapping, Name, Text

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

    from migrator.analysis.dataflow.objects import Touch
    from migrator.analysis.dataflow.project import Project
    from migrator.model import Edit
    from migrator.rules.packages import Package
    from migrator.syntax import Expression, Module

SHOWN = frozenset({"formatted", "tested", "compared", "discarded"})
SHOWING = "console"


def annotated(
    value: Expression, cast: Table[str, str], package: Package, module: Module, project: Project
) -> Edit | None:
    """The edit that says the type of a list where it is made, if it is given elements of more kinds later.

    The list is written out in the same file, without a type of its own, and fields of its elements are only looked at.
    """
    if not isinstance(value, Name) or "literal" not in cast:
        return None
    bound = module.reaching(value)
    binding = bound[0] if len(bound) == 1 else None
    if binding is None or binding.annotation is not None or binding.kind != "assigned" or binding.path:
        return None
    made = module.lower(binding.value) if binding.value is not None else None
    if not isinstance(made, Items) or not all(told(item, cast["literal"]) is not None for item in made.items):
        return None
    seen = list(touches(made.node, module, project))
    if not any(_grows(touch, cast["literal"]) for touch in seen) or not all(map(_stands, seen)):
        return None
    end = binding.node.end_byte
    return module.edit(Span(end, end), (f": {cast['to']}",), package.package)


def told(item: Expression, key: str) -> str | None:
    """The text that an element has under ``key``, if that is written out."""
    entries = item.entries if isinstance(item, Mapping) else ()
    texts = {entry.key.value: entry.value for entry in entries if isinstance(entry.key, Text)}
    value = texts.get(key)
    return value.value if isinstance(value, Text) else None


def _grows(touch: Touch, key: str) -> bool:
    """Whether a list is given what is no literal like the first elements: a reply, or the answer to a call."""
    call = touch.module.lower(touch.use.node) if touch.use.kind == "called" else None
    if touch.path not in ADDED or not isinstance(call, Call):
        return False
    return any(told(one.value, key) in (None, "tool") for one in call.arguments)


def _stands(touch: Touch) -> bool:
    """Whether a use of the list does not mind of which type the fields of its elements are."""
    use, module = touch.use, touch.module
    if use.kind != "member":
        return True
    inner = module.use(use.node)
    if inner.kind == "member":
        inner = module.use(inner.node)
    call = module.lower(inner.node) if inner.kind == "argument" else None
    owner = getattr(call.callee, "object", None) if isinstance(call, Call) else None
    return inner.kind in SHOWN or (isinstance(owner, Name) and owner.name == SHOWING)
