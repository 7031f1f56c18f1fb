"""Requests that do nothing but load a model: the new server has it loaded, and is asked for one token to be warm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.kinds import kinds
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.request.slots import between, members
from migrator.model import Keep
from migrator.syntax import Name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.request.bodies import Converter
    from migrator.rules.operations import Operation
    from migrator.syntax import Expression, Module, Parts, Slot

MODEL, KEPT, HELD = "model", "keep_alive", "options"
UNLOADING = frozenset({"zero", '"0"', '"0s"', '"0m"'})
"""Kinds of a time to keep a model for that let it go."""
WARMED = "the model is loaded when the server starts: instead of loading it, one token is asked for"


def unloads(slots: Sequence[Slot], module: Module, project: Project) -> bool:
    """Whether a request with these fields may let its model go."""
    for slot in slots:
        known = [kinds(one, project) for one in origins(slot.value, module, project)]
        if slot.name == KEPT and any(not one or one & UNLOADING for one in known):
            return True
    return False


def loaded(value: Expression, operation: Operation, converter: Converter) -> bool:
    """Turns the body of a request that only loads its model into one that asks the model for the least there is.

    Args:
        value: the body, as it is written in the request, or a variable that is used for nothing else.
        operation: what is asked; its ``loads`` are the fields that the body gains.
        converter: takes the edits, and what is assumed.

    Returns:
        Whether that is all that the request does; the converter has other edits, and problems, if not.
    """
    module = converter.module
    slots = members(_written(value, module))
    known = {MODEL, KEPT, HELD, operation.streams, *operation.required} - {""}
    if slots is None or not operation.loads or not all(slot.name in known for slot in slots):
        return False
    model = next((at for at, slot in enumerate(slots) if slot.name == MODEL), None)
    if model is None or unloads(slots, module, converter.project):
        return False
    empty = next((at for at, slot in enumerate(slots) if slot.name in operation.required), None)
    at = model if empty is None else empty
    mark = converter.mark(slots[at])
    gained: list[Parts] = [(Keep(slots[at].span),)] if empty is None else []
    for name, template in operation.loads.items():
        gained.append(module.field(slots[at].style, name, module.literal(template, mark, ()), mark))
    comma = between(slots[at], module)
    parts = [part for index, one in enumerate(gained) for part in ((comma, *one) if index else one)]
    held = {index: () for index, slot in enumerate(slots) if slot.name == HELD}
    converter.convert(slots, operation.request, {**held, at: tuple(parts)})
    converter.draft.review(WARMED)
    return not converter.draft.problems


def _written(value: Expression, module: Module) -> Expression:
    """The literal behind a variable that is used once."""
    found = module.reaching(value) if isinstance(value, Name) else ()
    sole = len(found) == 1 and found[0].kind == "assigned" and not found[0].path and found[0].value is not None
    if sole and found[0].value is not None and len(module.uses(found[0])) == 1:
        return module.lower(found[0].value)
    return value
