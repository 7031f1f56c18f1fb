"""How Python measures the time of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages import timing
from migrator.languages.python.parse import named
from migrator.languages.python.relays import SCHEDULING, called_name
from migrator.model import Span
from migrator.syntax.timing import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tree_sitter import Node

FUNCTIONS = frozenset({"lambda", "function_definition", "class_definition"})
BARRED = FUNCTIONS | {
    "list_comprehension",
    "set_comprehension",
    "dictionary_comprehension",
    "generator_expression",
    "if_statement",
    "while_statement",
    "for_statement",
    "match_statement",
    "decorated_definition",
}
ENDS = ("_started", "_elapsed")
WAITING = "run_until_complete"
NOW = "time.perf_counter_ns()"


def timed(
    call: Node, reads: Sequence[Node], free: Callable[[str], bool], data: bytes, beside: Sequence[Node] = ()
) -> Clock | None:
    """How long a call takes, in nanoseconds, for reads that follow it in the same function.

    A ``with`` statement is measured until its body begins.
    """
    made = timing.statement(call, ("block", "module"), BARRED)
    found = timing.own(_given(call), [_given(one) for one in beside], free, ENDS) if beside else timing.names(free)
    if made is None or found is None or made.parent is None or not _waited(call, made):
        return None
    started, elapsed = found
    before, after = f"{started} = {NOW}", f"{elapsed} = {NOW} - {started}"
    if made.type == "with_statement":
        body = made.child_by_field_name("body")
        first = named(body)[0] if body is not None else None
        lines = timing.around(made, before, "", data)
        inner = timing.around(first, after, "", data) if first is not None else None
        if body is None or lines is None or inner is None or not _inside(body, reads):
            return None
        return Clock((lines[0], inner[0]), elapsed, "time")
    if made.type not in ("expression_statement", "assignment") or not timing.follow(made, reads, FUNCTIONS):
        return None
    edits = timing.around(made, before, after, data)
    return Clock(edits, elapsed, "time") if edits is not None else None


def _given(call: Node) -> str:
    """The name of the variable that a statement gives to what it makes of a call."""
    at: Node | None = call
    while at is not None and at.type not in ("assignment", "block", "module"):
        at = at.parent
    left = at.child_by_field_name("left") if at is not None and at.type == "assignment" else None
    return (left.text or b"").decode() if left is not None and left.type == "identifier" else ""


def _waited(call: Node, made: Node) -> bool:
    """Whether a statement waits for what a call gives, rather than has it done meanwhile."""
    around = [call, *timing.passed(call, made)]
    if any(at.type == "await" for at in around):
        return True
    function: Node | None = made
    while function is not None and function.type not in FUNCTIONS:
        function = function.parent
    later = any(at.type == "call" and called_name(at) in SCHEDULING - {WAITING} for at in around)
    return not later and (function is None or not function.children or function.children[0].type != "async")


def _inside(body: Node, reads: Sequence[Node]) -> bool:
    """Whether reads stand in the body of a statement, or behind it in its block."""
    made = body.parent
    if made is None or made.parent is None:
        return False
    own = Span(body.start_byte, made.parent.end_byte)
    return all(own.start <= read.start_byte < own.end and not _nested(read, made.parent) for read in reads)


def _nested(node: Node, block: Node) -> bool:
    at = node.parent
    while at is not None and at.id != block.id:
        if at.type in FUNCTIONS:
            return True
        at = at.parent
    return False
