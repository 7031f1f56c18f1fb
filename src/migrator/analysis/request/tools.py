"""Tools of a request that are given as functions: each becomes its description, in the list or where it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.request.decisions import may_be_null
from migrator.model import Keep
from migrator.syntax import Call, Items, Mapping, Name, Parts

if TYPE_CHECKING:
    from migrator.analysis.request.bodies import Converter
    from migrator.syntax import Expression

MEASURING = frozenset({"len", "bool", "print"})


def described(converter: Converter, value: Expression, function: str) -> Parts | None:
    """The value of a list of tools in which every function is described; ``None`` where it stays as it is written.

    A list that is only sent is changed where it is built, any other one where it is sent.
    """
    module, project = converter.module, converter.project
    language = module.bodies
    if isinstance(value, Items):
        _wrapped(converter, value, function)
        return None
    lists = origins(value, module, project)
    literals = [one.expression for one in lists if isinstance(one.expression, Items)]
    if len(literals) == len(lists):
        if all(_is_described(item, converter) for one in literals for item in one.items):
            return None
        if all(one.module is module for one in lists) and all(_only_sent(one, converter) for one in literals):
            for one in literals:
                _wrapped(converter, one, function)
            return None
    if language is None:
        return None
    optional = may_be_null(value, module, project) or not literals
    given: Parts = (Keep(value.span), " or []") if optional else (Keep(value.span),)
    made = converter.through(function, ("tool",), value.span)
    listed = ("[", *made, " for tool in ", *given, "]")
    return (*listed, " or None") if optional else listed


def _wrapped(converter: Converter, items: Items, function: str) -> None:
    """Describes the functions of a list where they stand in it."""
    for item in items.items:
        if not _is_described(item, converter):
            parts = converter.through(function, (Keep(item.span),), item.span)
            converter.draft.edits.append(converter.module.edit(item.span, parts, converter.rule))


def _is_described(item: Expression, converter: Converter) -> bool:
    """Whether a tool is a description, and no function."""
    return all(isinstance(one.expression, Mapping) for one in origins(item, converter.module, converter.project))


def _only_sent(items: Items, converter: Converter) -> bool:
    """Whether nothing is done with a list but to send it, or to measure it."""
    for touch in touches(items.node, converter.module, converter.project):
        if touch.use.kind != "argument" or touch.path:
            return False
        call = touch.module.lower(touch.use.node)
        measured = isinstance(call, Call) and isinstance(call.callee, Name) and call.callee.name in MEASURING
        if not measured and touch.use.argument != "tools":
            return False
    return True
