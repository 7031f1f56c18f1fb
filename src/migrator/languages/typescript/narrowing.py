"""Elements of a list that are of several kinds by their type: a loop goes on at those of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.branches import ancestors
from migrator.languages.typescript.lower import children, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.languages.typescript.promises import parameter
from migrator.languages.typescript.render import access, quote
from migrator.languages.typescript.statements import before, closes, indentation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from migrator.model import Span
    from migrator.syntax import Parts


def narrowing(element: Node, fields: Mapping[str, str], data: bytes) -> tuple[Span, Parts] | None:
    """``if (element.type !== 'function') continue`` at the top of the loop, or of the function, that names it."""
    name, mark = written(element), quote(element)[0]
    for around in ancestors(element):
        named = around.child_by_field_name("left") if around.type == "for_in_statement" else None
        if around.type in FUNCTIONS and _each(around):
            named = parameter(around)
        if named is None or written(named) != name:
            continue
        body = around.child_by_field_name("body")
        first = next(iter(children(body)), None) if body is not None and body.type == "statement_block" else None
        indent = indentation(first, data) if first is not None else None
        if first is None or indent is None:
            return None
        test = " || ".join(f"{name}{access((key,))} !== {mark}{value}{mark}" for key, value in fields.items())
        go_on = "return" if around.type in FUNCTIONS else "continue"
        return before(first, data, f"{indent}if ({test}) {go_on}{';' if closes(first, data) else ''}\n")
    return None


def _each(function: Node) -> bool:
    """Whether a function is called for each element of a list, and what it gives is of no use."""
    call = function.parent.parent if function.parent is not None else None
    callee = call.child_by_field_name("function") if call is not None and call.type == "call_expression" else None
    return callee is not None and written(callee).endswith(".forEach")
