"""Where a value leaves: what stands in its place, and the statement that gives it a name before it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import span, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.model import Keep

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.model import Span
    from migrator.syntax import Parts

CAST = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"})


def standing(node: Node, value: Parts) -> Parts:
    """``value`` as it is written in the place of ``node``: with the key, where one word stands for both."""
    return (f"{written(node)}: ", *value) if node.type == "shorthand_property_identifier" else value


def named_before(value: Node, name: str, instead: Parts, data: bytes) -> tuple[Span, Parts] | None:
    """The edit that gives the value of a ``return`` a name in front of it, and puts ``instead`` in its place.

    ``None`` if its line holds something else, or the value is a promise that nothing waits for.
    """
    whole = value.parent
    while whole is not None and whole.type in CAST:
        whole = whole.parent
    waited = value.type in ("await_expression", "member_expression") or written(value).startswith("await")
    if whole is None or whole.type != "return_statement" or not (waited or _is_async(whole)):
        return None
    line = data[data.rfind(b"\n", 0, whole.start_byte) + 1 : whole.start_byte]
    if line.strip() or whole.parent is None or whole.parent.type != "statement_block":
        return None
    end = ";" if written(whole).endswith(";") else ""
    wait = "" if waited else "await "
    made: Parts = (f"const {name} = {wait}", Keep(span(value)), f"{end}\n{line.decode()}return ", *instead, end)
    return span(whole), made


def _is_async(node: Node) -> bool:
    """Whether a place is in a function that may wait."""
    at = node.parent
    while at is not None and at.type not in FUNCTIONS:
        at = at.parent
    return at is not None and any(child.type == "async" for child in at.children)
