"""How TypeScript measures the time of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages import timing
from migrator.syntax.timing import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tree_sitter import Node

FUNCTIONS = frozenset(
    {"arrow_function", "function_expression", "function_declaration", "method_definition", "generator_function"}
)
ENDS = ("Started", "Elapsed")
STATEMENTS = frozenset({"lexical_declaration", "variable_declaration", "expression_statement"})


def timed(
    call: Node, reads: Sequence[Node], free: Callable[[str], bool], data: bytes, beside: Sequence[Node] = ()
) -> Clock | None:
    """How long a call takes, in nanoseconds, for reads that follow it in the same function."""
    made = timing.statement(call, ("statement_block", "program"), FUNCTIONS)
    found = timing.own(_given(call), [_given(one) for one in beside], free, ENDS) if beside else timing.names(free)
    if made is None or found is None or made.type not in STATEMENTS or not timing.follow(made, reads, FUNCTIONS):
        return None
    if not any(at.type == "await_expression" for at in timing.passed(call, made)):
        return None  # it is waited for elsewhere
    started, elapsed = found
    ends = ";" if data[made.start_byte : made.end_byte].rstrip().endswith(b";") else ""
    before = f"const {started} = performance.now(){ends}"
    after = f"const {elapsed} = Math.round((performance.now() - {started}) * 1e6){ends}"
    edits = timing.around(made, before, after, data)
    return Clock(edits, elapsed) if edits is not None else None


def _given(call: Node) -> str:
    """The name of the variable that is declared to be what a statement makes of a call."""
    at: Node | None = call
    while at is not None and at.type not in ("variable_declarator", "statement_block", "program"):
        at = at.parent
    name = at.child_by_field_name("name") if at is not None and at.type == "variable_declarator" else None
    return (name.text or b"").decode() if name is not None and name.type == "identifier" else ""
