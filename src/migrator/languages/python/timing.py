"""How Python measures the time of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages import timing
from migrator.languages.python.parse import named
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
NOW = "time.perf_counter_ns()"


def timed(call: Node, reads: Sequence[Node], free: Callable[[str], bool], data: bytes) -> Clock | None:
    """How long a call takes, in nanoseconds, for reads that follow it in the same function.

    A ``with`` statement is measured until its body begins.
    """
    made = timing.statement(call, ("block", "module"), BARRED)
    found = timing.names(free)
    if made is None or found is None or made.parent is None:
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
