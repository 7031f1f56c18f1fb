"""Tools of a request that are given as functions: each becomes its description, in the list or where it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.request.decisions import ADDING, may_be_null
from migrator.model import Keep
from migrator.syntax import Call, Constant, Items, Mapping, Member, Name, Parts

if TYPE_CHECKING:
    from migrator.analysis.request.bodies import Converter
    from migrator.syntax import Expression, Module

MEASURING = frozenset({"len", "bool", "print"})


def described(converter: Converter, value: Expression, function: str) -> Parts | None:
    """The value of a list of tools in which every function is described; ``None`` where it stays as it is written.

    A list that is only sent is changed where it is built, any other one where it is sent.
    """
    module, project = converter.module, converter.project
    language = module.bodies
    if isinstance(value, Items) and not _unpacks(value, module):
        _wrapped(converter, value, function)
        return None
    lists = origins(value, module, project)
    literals = [one.expression for one in lists if isinstance(one.expression, Items)]
    if len(literals) == len(lists):
        if all(_all_described(one, converter) for one in literals):
            return None
        here = all(one.module is module for one in lists) and not any(_unpacks(one, module) for one in literals)
        if here and all(_only_sent(one, converter) for one in literals):
            for one in literals:
                _wrapped(converter, one, function)
            return None
    if language is None:
        return None
    optional = may_be_null(value, module, project) or not literals
    whole: Parts = (
        (Keep(value.span),) if isinstance(value, Name | Member | Call | Items) else ("(", Keep(value.span), ")")
    )
    given: Parts = (*whole, " or []") if optional and not isinstance(value, Items) else whole
    made = converter.through(function, ("tool",), value.span)
    listed = ("[", *made, " for tool in ", *given, "]")
    return (*listed, " or None") if optional or any(_may_be_empty(one, module) for one in literals) else listed


def _unpacks(items: Items, module: Module) -> bool:
    """Whether the elements of another list are among those of a list."""
    return any(_is_unpacked(item, module) for item in items.items)


def _is_unpacked(item: Expression, module: Module) -> bool:
    return module.source.data[item.span.start : item.span.start + 1] in (b"*", b".")


def _may_be_empty(items: Items, module: Module) -> bool:
    """Whether a list has no elements, or only those that it gets from elsewhere: the new server takes no empty one."""
    return all(_is_unpacked(item, module) for item in items.items)


def _wrapped(converter: Converter, items: Items, function: str) -> None:
    """Describes the functions of a list where they stand in it."""
    for item in items.items:
        if not _is_described(item, converter):
            parts = converter.through(function, (Keep(item.span),), item.span)
            converter.draft.edits.append(converter.module.edit(item.span, parts, converter.rule))


def _all_described(items: Items, converter: Converter) -> bool:
    """Whether the tools of a list are descriptions, those that are added to it later among them."""
    if not all(_is_described(item, converter) for item in items.items):
        return False
    for touch in touches(items.node, converter.module, converter.project):
        if touch.use.kind == "called" and touch.path in ADDING:
            call = touch.module.lower(touch.use.node)
            there = converter.inside(touch.module)
            if not isinstance(call, Call) or not all(_is_added(one.value, touch.path, there) for one in call.arguments):
                return False
        elif touch.use.kind == "unknown":
            return False
    return True


def _is_added(value: Expression, how: str, converter: Converter) -> bool:
    """Whether what a list gains is a description, or a list of such."""
    if how != "extend":
        return _is_described(value, converter) or isinstance(value, Constant)
    lists = [one.expression for one in origins(value, converter.module, converter.project)]
    return all(isinstance(one, Items) and all(_is_described(item, converter) for item in one.items) for one in lists)


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
