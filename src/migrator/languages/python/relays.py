"""Calls that have another thread call a function, and give what it gives once that is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

THREADED = {"run_in_executor": 1, "to_thread": 0, "run_in_threadpool": 0}
"""Functions that run another one in a thread, with the position of that one among their arguments."""
PARTIAL = "partial"


def called_name(call: Node) -> str:
    """The last name of what is called."""
    function = call.child_by_field_name("function")
    name = function.child_by_field_name("attribute") if function is not None else None
    named = name or function
    return (named.text or b"").decode("utf-8", "replace") if named is not None else ""


def relayed(call: Node) -> tuple[Node, list[Node]] | None:
    """The function that a call has another thread call, and the arguments it is called with; not for a ``lambda``."""
    at = THREADED.get(called_name(call))
    given = _given(call) if at is not None else []
    if at is None or len(given) <= at or any(one.type in _SPREAD for one in given[: at + 1]):
        return None
    function, rest = given[at], given[at + 1 :]
    while function.type == "call" and called_name(function) == PARTIAL and (inner := _given(function)):
        function, rest = inner[0], inner[1:] + rest
    return (function, rest) if function.type in ("identifier", "attribute") else None


def relay(call: Node) -> Node:
    """The call that has another thread do what ``call`` is about: itself, or the one it is handed to as a whole."""
    node = call
    while called_name(node) == PARTIAL and node.parent is not None and node.parent.type == "argument_list":
        outer = node.parent.parent
        if outer is None:
            break
        node = outer
    return node if called_name(node) in THREADED else call


_SPREAD = frozenset({"list_splat", "dictionary_splat", "keyword_argument"})


def _given(call: Node) -> list[Node]:
    arguments = call.child_by_field_name("arguments")
    return [one for one in arguments.named_children if one.type != "comment"] if arguments is not None else []


def bare(call: Node) -> bool:
    """Whether an event loop calls a function as it is: it hands it no keywords."""
    at = THREADED.get(called_name(call))
    given = _given(call) if at is not None else []
    return called_name(call) == "run_in_executor" and at is not None and len(given) > at and given[at].type != "call"


SCHEDULING = {"wait_for", "create_task", "ensure_future", "shield", "run_until_complete", "run_coroutine_threadsafe"}
"""Methods of an event loop, or of its module, that give what their first argument gives once that is waited for."""


def scheduled(call: Node) -> Node | None:
    """What is waited for in the place of a call, if that is all it does."""
    name, function = called_name(call), call.child_by_field_name("function")
    runs = name == "run" and function is not None and function.text == b"asyncio.run"
    given = _given(call) if name in SCHEDULING or runs else []
    return given[0] if given and given[0].type not in _SPREAD else None
