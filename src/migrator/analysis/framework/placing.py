"""Where fields go that are no arguments of their own, and how names are written in one case and the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.framework.argument_lists import own
from migrator.analysis.request.trees import unite
from migrator.model import Keep

if TYPE_CHECKING:
    from migrator.analysis.framework.argument_lists import Arguments
    from migrator.analysis.request.slots import Draft
    from migrator.analysis.request.trees import Tree
    from migrator.rules.frameworks import Framework
    from migrator.syntax import Expression, Module, Parts, Slot


def place_of(name: str, framework: Framework) -> list[str]:
    """The arguments and keys that a field goes under, outermost first."""
    for place, names in framework.places.items():
        if name in names:
            return place.split(".")
    return []


def place_missing(found: Arguments, framework: Framework, site: Expression, module: Module) -> None:
    """Adds the arguments that must be there and have their place in another one."""
    for name, code in own(framework.absent):
        place = place_of(name, framework)
        if not place:
            continue
        tree: Tree = {name: (module.code(code, site.node),)}
        for step in reversed(place[1:]):
            tree = {step: tree}
        there = found.targets.get(place[0])
        if there is None:
            found.further[place[0]] = tree
        elif isinstance(there[1], dict) and isinstance(tree, dict):
            unite(there[1], tree)  # what is given already stays


def standing_alone(slot: Slot, moved: bool, module: Module, draft: Draft) -> Parts:
    """The value of an argument; of an entry that stands for its own value, the name and what changes about it.

    Such an entry goes as a whole where its value is ``moved`` to another name or place, so nothing of it is kept.
    """
    kept = Keep(slot.value.span)
    if slot.label is None or slot.label != slot.span:
        return (kept,)
    mine = [edit for edit in draft.edits if edit.span == slot.span and edit.path == module.source.path]
    if not mine and not moved:
        return (kept,)
    for edit in mine:
        draft.edits.remove(edit)
    parts = mine[0].parts if mine else (kept,)
    return tuple(slot.name if part == kept else part for part in parts)


def snake(name: str) -> str:
    """``numPredict`` as ``num_predict``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def camel(name: str) -> str:
    """``max_tokens`` as ``maxTokens``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
