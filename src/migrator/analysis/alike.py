"""Whether two values that meet in one place may be read in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.syntax import Awaited, Call, Choice, Expression, Items, Mapping, Member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.syntax import Module


def alike(value: Expression, module: Module, calls: frozenset[int]) -> bool:
    """Whether a value stands for nothing yet, or is what one of ``calls``, of the same operation, gives."""
    if isinstance(value, Choice):
        return all(alike(option, module, calls) for option in value.options)
    return module.neutral(value.node) or any(call.node.id in calls for call in _chain(value))


def stranger(whole: Node, node: Node, module: Module, calls: frozenset[int]) -> Expression | None:
    """What the expression at ``whole``, of which ``node`` is one value, may be instead; nothing where only its truth
    counts."""
    choice = module.lower(whole)
    if not isinstance(choice, Choice) or module.position(whole) == "test":
        return None
    others = (one for one in choice.options if one.span.end <= node.start_byte or node.end_byte <= one.span.start)
    return next((one for one in others if not alike(one, module, calls)), None)


def hollow(value: Expression) -> bool:
    """Whether a value is a list of one mapping with nothing in it, which stands for no element at all."""
    return isinstance(value, Items) and all(isinstance(one, Mapping) and not one.entries for one in value.items)


def _chain(value: Expression) -> Iterator[Call]:
    """The calls that a value is made by, one on the other: ``f(x).g()``."""
    while isinstance(value, Call | Awaited | Member):
        if isinstance(value, Call):
            yield value
            value = value.callee
        else:
            value = value.value if isinstance(value, Awaited) else value.object
