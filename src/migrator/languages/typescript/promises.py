"""Promises: where the value that a promise will have goes to, through ``.then`` and what its function returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.definitions import returned
from migrator.languages.typescript.lower import children, lower, span, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.syntax import Call, Constant, Items, Mapping, Member, Name, Text, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

INLINE = frozenset({"arrow_function", "function_expression"})
ELSEWHERE = frozenset({"catch", "finally"})


def use(node: Node) -> Use | None:
    """The use of a promise at ``node`` by one of its own methods; ``None`` if it is used otherwise.

    ``promise.then(value => …)`` gives the value a name, ``promise.catch(…)`` and ``promise.finally(…)`` hand it on.
    """
    found = method(node)
    if found is None:
        return _resolved(node)
    name, call, given = found
    if name == "then" and len(given) == 1 and given[0].type in INLINE:
        named = parameter(given[0])
        return Use("assigned", named, span(named)) if named is not None else None
    if name == "finally" or (name == "catch" and len(given) == 1 and _gives_nothing(given[0])):
        return Use("flows", call, span(call))
    return None


def _resolved(node: Node) -> Use | None:
    """The promise that gets the value at ``node`` alone: ``new Promise((resolve) => { … resolve(node) … })``."""
    call = node.parent.parent if node.parent is not None and node.parent.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    if call is None or callee is None or callee.type != "identifier" or len(children(node.parent or call)) != 1:
        return None
    at = call.parent
    while at is not None:
        made = at.parent.parent if at.type in INLINE and at.parent is not None else None
        if made is not None and made.type == "new_expression" and written(made).startswith("new Promise"):
            named = parameter(at)
            same = named is not None and written(named) == written(callee)
            others = [value for value in _resolutions(at, written(callee)) if value.id != node.id]
            return Use("flows", made, span(made)) if same and all(map(is_nothing, others)) else None
        at = at.parent
    return None


def _resolutions(node: Node, name: str) -> Iterator[Node]:
    """The values that calls of ``name`` below a node are given."""
    callee, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if node.type == "call_expression" and callee is not None and listed is not None and written(callee) == name:
        yield from children(listed)[:1]
    for child in node.named_children:
        yield from _resolutions(child, name)


def passed(function: Node, value: Node) -> Use | None:
    """The promise that has the value which ``function``, given to ``.then``, returns; ``None`` elsewhere.

    Whatever else the function may return must stand for nothing.
    """
    arguments = function.parent
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    if call is None or callee is None or function.type not in INLINE or callee.type != "member_expression":
        return None
    name = callee.child_by_field_name("property")
    if name is None or written(name) != "then" or len(children(arguments or function)) != 1:
        return None
    others = [one for one in returned(function) if not _within(value, one)]
    return Use("flows", call, span(call)) if all(map(is_nothing, others)) else None


def method(node: Node) -> tuple[str, Node, list[Node]] | None:
    """The method that is called on ``node``, the call and its arguments."""
    member = node.parent
    if member is None or member.type != "member_expression" or member.child_by_field_name("object") != node:
        return None
    name, call = member.child_by_field_name("property"), member.parent
    if name is None or call is None or call.type != "call_expression" or call.child_by_field_name("function") != member:
        return None
    arguments = call.child_by_field_name("arguments")
    return (written(name), call, children(arguments)) if arguments is not None else None


def parameter(function: Node) -> Node | None:
    """The pattern of a function's first parameter; its empty list if it has none.

    ``None`` where the function also gets at what it is given without a name.
    """
    if nameless(function):
        return None
    single = function.child_by_field_name("parameter")
    listed = function.child_by_field_name("parameters")
    if single is not None or listed is None:
        return single
    first = next(iter(children(listed)), None)
    if first is None:
        return listed
    return first.child_by_field_name("pattern") or first


def nameless(function: Node) -> list[Node]:
    """The places where a function reads ``arguments``, arrow functions in it included, which have none of their own."""
    own = function.type != "arrow_function" and b"arguments" in (function.text or b"")
    return list(_nameless(function)) if own else []


def _nameless(node: Node) -> Iterator[Node]:
    if node.type == "identifier" and written(node) == "arguments":
        yield node
    for child in node.named_children:
        if child.type not in FUNCTIONS or child.type == "arrow_function":
            yield from _nameless(child)


def _gives_nothing(handler: Node) -> bool:
    """Whether a function that handles errors gives nothing, or throws."""
    return handler.type in FUNCTIONS and all(map(is_nothing, returned(handler)))


def is_nothing(node: Node) -> bool:
    """Whether a value stands for nothing: null, an empty object or list; or is none at all, but an error."""
    match lower(node):
        case Constant(value=None | False) | Mapping(entries=()) | Items(items=()) | Text(pieces=()):
            return True
        case Call(callee=Member(object=Name(name="Promise"), key="reject")):
            return True
    return False


def _within(node: Node, outer: Node) -> bool:
    return outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte
