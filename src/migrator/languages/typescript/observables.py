"""Observables: where the value goes to that an observable will have, through what waits for it and its operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.definitions import returned
from migrator.languages.typescript.lower import children, span, written
from migrator.languages.typescript.promises import INLINE, is_nothing, method, parameter
from migrator.syntax import Use

if TYPE_CHECKING:
    from tree_sitter import Node

WAITING = frozenset({"firstValueFrom", "lastValueFrom"})
PASSING = frozenset({"timeout", "retry", "finalize", "delay", "first", "last", "take", "share", "shareReplay"})
"""Operators that give the values they get."""
FAILING = frozenset({"throwError", "EMPTY", "NEVER"})


def use(node: Node) -> Use | None:
    """The use of an observable at ``node`` by what is made for them; ``None`` if it is used otherwise.

    ``firstValueFrom(node)`` gives its value, as ``node.subscribe((value) => …)`` does; ``node.pipe(…)`` hands it on, or
    gives it a name where the first operator that does more is ``map((value) => …)``.
    """
    arguments = node.parent
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    if call is not None and arguments is not None:
        callee = call.child_by_field_name("function")
        waited = callee is not None and written(callee) in WAITING and len(children(arguments)) == 1
        return Use("flows", call, span(call)) if waited else None
    found = method(node)
    if found is None:
        return None
    name, call, given = found
    if name == "toPromise" and not given:
        return Use("flows", call, span(call))
    if name == "subscribe" and len(given) == 1 and given[0].type in INLINE:
        return _named(given[0])
    return _piped(call, given) if name == "pipe" else None


def passed(function: Node, value: Node) -> Use | None:
    """The observable that has the value which ``function``, given to ``map`` in a pipe, returns; ``None`` elsewhere."""
    operator = _operator(function)
    pipe = _operator(operator) if operator is not None and _called(operator) == "map" else None
    if operator is None or pipe is None or not _called(pipe).endswith("pipe"):
        return None
    rest = children(pipe.child_by_field_name("arguments") or pipe)
    at = next((index for index, one in enumerate(rest) if one.id == operator.id), len(rest))
    alone = len(returned(function)) == 1 and all(_passes(one) for one in rest[at + 1 :])
    return Use("flows", pipe, span(pipe)) if alone and value.id else None


def _piped(call: Node, given: list[Node]) -> Use | None:
    for operator in given:
        if _passes(operator):
            continue
        functions = children(operator.child_by_field_name("arguments") or operator)
        mapped = _called(operator) == "map" and len(functions) == 1 and functions[0].type in INLINE
        return _named(functions[0]) if mapped else None
    return Use("flows", call, span(call)) if given else None


def _passes(operator: Node) -> bool:
    """Whether an operator gives the values that it gets, and none of its own instead of an error."""
    name = _called(operator)
    if name != "catchError":
        return name in PASSING
    handlers = children(operator.child_by_field_name("arguments") or operator)
    given = returned(handlers[0]) if len(handlers) == 1 and handlers[0].type in INLINE else None
    return given is not None and all(is_nothing(one) or _called(one) in FAILING for one in given)


def _named(function: Node) -> Use | None:
    named = parameter(function)
    return Use("assigned", named, span(named)) if named is not None else None


def _operator(argument: Node) -> Node | None:
    """The call that a node is an argument of."""
    around = argument.parent
    return around.parent if around is not None and around.type == "arguments" else None


def _called(node: Node) -> str:
    callee = node.child_by_field_name("function") if node.type == "call_expression" else node
    return written(callee).rpartition(".")[2] if callee is not None else ""
