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
STATEMENTS = frozenset({"lexical_declaration", "variable_declaration", "expression_statement"})


def timed(call: Node, reads: Sequence[Node], free: Callable[[str], bool], data: bytes) -> Clock | None:
    """How long a call takes, in nanoseconds, for reads that follow it in the same function."""
    made = timing.statement(call, ("statement_block", "program"), FUNCTIONS)
    found = timing.names(free)
    if made is None or found is None or made.type not in STATEMENTS or not timing.follow(made, reads, FUNCTIONS):
        return None
    started, elapsed = found
    ends = ";" if data[made.start_byte : made.end_byte].rstrip().endswith(b";") else ""
    before = f"const {started} = performance.now(){ends}"
    after = f"const {elapsed} = Math.round((performance.now() - {started}) * 1e6){ends}"
    edits = timing.around(made, before, after, data)
    return Clock(edits, elapsed) if edits is not None else None
