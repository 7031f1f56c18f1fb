"""Types that the new library's arguments are declared with, asserted where those of the old one were wider."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from migrator.model import Keep, Span
from migrator.syntax import Items, Mapping, Name, Text
from migrator.unit import Import

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Table

    from migrator.analysis.request.slots import Draft
    from migrator.model import Edit
    from migrator.rules.packages import Package
    from migrator.syntax import Argument, Expression, Module, Parts, Slot

LOOSE = frozenset({"binary_expression", "ternary_expression", "arrow_function", "assignment_expression"})
ASSERTED = frozenset({"as_expression", "satisfies_expression"})

Assert = Callable[["Slot"], "Parts | None"]


def assertion(package: Package, module: Module, draft: Draft) -> Assert | None:
    """How the value of a field is written where its type has to be asserted; nothing where types are not checked."""
    if not module.typed or not package.casts:
        return None

    def written(slot: Slot) -> Parts | None:
        cast = package.casts.get(slot.name)
        outer = slot.value.node.parent
        if cast is None or (outer is not None and outer.type in ASSERTED) or _fits(slot.value, cast, package, module):
            return None
        _needs(cast["to"], package, module, draft)
        return _as(slot.value, cast["to"])

    return written


def sent(
    argument: Argument, function: str, streamed: bool, package: Package, module: Module, draft: Draft
) -> Iterator[Edit]:
    """The edit that asserts the type of an object of arguments which is not written out in the call."""
    type_ = package.sends.get(function, {}).get("streamed" if streamed else "whole", "")
    if not module.typed or not type_ or isinstance(argument.value, Mapping):
        return
    _needs(type_, package, module, draft)
    yield module.edit(argument.span, _as(argument.value, type_, argument.span), package.package)


def _needs(type_: str, package: Package, module: Module, draft: Draft) -> None:
    """Imports the class that a type is a member of."""
    root, _, name = package.default_client["class"].rpartition(".")
    if type_.startswith(f"{name}."):
        draft.imports.append(Import(module.source.path, root, name))


def _as(value: Expression, type_: str, where: Span | None = None) -> Parts:
    kept = Keep(where or Span(value.node.start_byte, value.node.end_byte))
    return ("(", kept, f") as {type_}") if value.node.type in LOOSE else (kept, f" as {type_}")


def _fits(value: Expression, cast: Table[str, str], package: Package, module: Module) -> bool:
    """Whether a value is seen to be of the type, or is written out where the compiler sees it."""
    match value:
        case Items(items=items) if "literal" in cast:
            return all(_told(item, cast["literal"]) for item in items)
        case Text() | Mapping():
            return "literal" not in cast
        case Name():
            return any(_declared(b.annotation, cast["to"], package, module) for b in module.reaching(value))
    return False


def _told(item: Expression, key: str) -> bool:
    """Whether an element has a text under ``key``."""
    entries = item.entries if isinstance(item, Mapping) else ()
    texts = {entry.key.value: entry.value for entry in entries if isinstance(entry.key, Text)}
    value = texts.get(key)
    return isinstance(value, Text) and value.value is not None


def _declared(annotation: object, type_: str, package: Package, module: Module) -> bool:
    """Whether an annotation names the type, or one of the old library that becomes it."""
    text = (getattr(annotation, "text", b"") or b"").decode("utf-8", "replace")
    words = set(re.findall(r"[A-Za-z_$][\w$]*", text))
    bare = type_.removesuffix("[]").rpartition(".")[2]
    mine = [b for b in module.imports() if b.module == package.package]
    mapped = {b.name for b in mine if package.types.get(b.imported, "").endswith(f".{bare}")}
    return bool(words & {*mapped, bare})
