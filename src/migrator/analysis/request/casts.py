"""Types that the new library's arguments are declared with, asserted where those of the old one were wider."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from migrator.analysis.request.annotations import annotated, told
from migrator.model import Keep, Span
from migrator.syntax import Items, Mapping, Name, Text
from migrator.unit import Import

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Table

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.request.slots import Draft
    from migrator.model import Edit
    from migrator.rules.packages import Package
    from migrator.syntax import Argument, Expression, Module, Parts, Slot

LOOSE = frozenset({"binary_expression", "ternary_expression", "arrow_function", "assignment_expression"})
ASSERTED = frozenset({"as_expression", "satisfies_expression"})

Assert = Callable[["Slot"], "Parts | None"]


def assertion(package: Package, module: Module, project: Project, draft: Draft) -> Assert | None:
    """How the value of a field is written where its type has to be asserted; nothing where types are not checked."""
    if not module.typed or not package.casts:
        return None

    def written(slot: Slot) -> Parts | None:
        cast = package.casts.get(slot.name)
        outer = slot.value.node.parent
        if cast is None or (outer is not None and outer.type in ASSERTED) or _fits(slot.value, cast, package, module):
            return None
        _needs(cast["to"], package, module, draft)
        declared = annotated(slot.value, cast, package, module, project)
        if declared is not None:
            draft.edits.append(declared)
            return None
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
            return all(told(item, cast["literal"]) is not None or _named(item, cast, package, module) for item in items)
        case Text() | Mapping():
            return "literal" not in cast
        case Name():
            return _named(value, cast, package, module)
    return False


def _named(value: Expression, cast: Table[str, str], package: Package, module: Module) -> bool:
    """Whether a variable is declared to be of a type, or to be an element of a list of that type."""
    bound = module.reaching(value) if isinstance(value, Name) else ()
    return any(_declared(binding.annotation, cast["to"], package, module) for binding in bound)


def _declared(annotation: object, type_: str, package: Package, module: Module) -> bool:
    """Whether an annotation names the type, or one of the old library that becomes it."""
    text = (getattr(annotation, "text", b"") or b"").decode("utf-8", "replace")
    words = set(re.findall(r"[A-Za-z_$][\w$]*", text))
    bare = type_.removesuffix("[]").rpartition(".")[2]
    mine = [b for b in module.imports() if b.module == package.package]
    mapped = {b.name for b in mine if package.types.get(b.imported, "").endswith(f".{bare}")}
    return bool(words & {*mapped, bare})
