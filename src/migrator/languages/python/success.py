"""What a look at the status of a response tells about the places that run after it, or because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.python.lower import lower, written
from migrator.languages.python.parse import named
from migrator.languages.python.reach import LEAVES, path
from migrator.syntax import Constant

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.syntax import Scope

FAILED = frozenset({"is_error", "is_client_error", "is_server_error"})
OK = frozenset({"HTTPStatus.OK", "http.HTTPStatus.OK", "status.HTTP_200_OK", "requests.codes.ok", "httpx.codes.OK"})
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}

Verdict = tuple[bool | None, bool | None]
"""Whether the request succeeded where a test is true, and where it is false; ``None`` if that does not follow."""


def settled(check: Node, read: Node, scope: Scope, good: bool = True) -> bool:
    """Whether ``read`` only runs when a look at a status, at ``check``, has told that the request succeeded.

    With ``good`` false: that it failed.
    """
    if check.start_byte >= read.start_byte:
        return False
    holder = check
    while holder.parent is not None and holder.type != "elif_clause" and not holder.type.endswith("_statement"):
        holder = holder.parent
    if holder.type == "expression_statement":
        return good and _raises(check) and _passed(holder, read, scope)
    condition, block = holder.child_by_field_name("condition"), holder.child_by_field_name("consequence")
    if holder.type not in ("if_statement", "elif_clause") or condition is None or block is None:
        return False
    if not condition.start_byte <= check.start_byte < condition.end_byte:
        return False
    if_true, if_false = _told(condition, check)
    if block.start_byte <= read.start_byte < block.end_byte:
        return if_true is good
    if holder.start_byte <= read.start_byte < holder.end_byte:
        return if_false is good
    last = [child for child in block.named_children if child.type != "comment"][-1:]
    leaves = bool(last) and last[0].type in LEAVES and holder.type == "if_statement"
    return leaves and if_false is good and _passed(holder, read, scope)


def _raises(check: Node) -> bool:
    """Whether ``check`` is called, as ``raise_for_status`` is: a status that is only read or shown settles nothing."""
    parent = check.parent
    return parent is not None and parent.type == "call" and parent.child_by_field_name("function") == check


def _passed(statement: Node, read: Node, scope: Scope) -> bool:
    """Whether ``read`` comes after a statement on every way: it lies in all branches that the statement lies in."""
    there, here = path(statement, scope), path(read, scope)
    return len(there) <= len(here) and all(a[1].id == b[1].id for a, b in zip(there, here, strict=False))


def _told(test: Node, check: Node) -> Verdict:
    """What ``test``, which looks at ``check``, tells."""
    if test.id == check.id:
        failed = written(test).rpartition(".")[2] in FAILED
        partly = written(test).rpartition(".")[2] in FAILED - {"is_error"}
        return not failed, None if partly else failed
    inner = [child for child in test.named_children if child.type != "comment"]
    match test.type:
        case "parenthesized_expression" if len(inner) == 1:
            return _told(inner[0], check)
        case "not_operator":
            if_true, if_false = _told(inner[-1], check)
            return if_false, if_true
        case "boolean_operator":
            told = [_told(child, check) for child in inner if _holds(child, check)]
            if_true, if_false = told[0] if told else (None, None)
            operator = test.child_by_field_name("operator")
            return (if_true, None) if operator is not None and operator.type == "and" else (None, if_false)
        case "comparison_operator" if any(child.id == check.id for child in inner):
            return _compared(test, inner, check)
    return None, None


def _holds(node: Node, check: Node) -> bool:
    return node.start_byte <= check.start_byte and check.end_byte <= node.end_byte


def _compared(test: Node, operands: list[Node], check: Node) -> Verdict:
    """``status == 200``, ``status >= 400``, ``status in (200, 201)``, ``200 <= status < 300``."""
    operators = [" ".join(written(child).split()) for child in test.children if not child.is_named]
    if (
        len(operands) == 3
        and operands[1].id == check.id
        and operators[0] in ("<", "<=")
        and operators[1] in ("<", "<=")
    ):
        low, high = _status(operands[0]), _status(operands[2])
        within = low is not None and high is not None and low >= 199 and high <= 300
        return (True, False) if within else (None, None)
    if len(operands) != 2 or len(operators) != 1:
        return None, None
    other, operator = operands[1 - [child.id for child in operands].index(check.id)], operators[0]
    if operands[1].id == check.id:
        operator = MIRRORED.get(operator, operator)
    if operator in ("in", "not in"):
        listed = {_status(child) for child in named(other)}
        found: Verdict = (None, None)
        if 200 in listed and all(one is not None and 200 <= one < 300 for one in listed):
            found = (True, False)
        elif listed and all(one is not None and one >= 300 for one in listed):
            found = (False, None)
        return found if operator == "in" else (found[1], found[0])
    limit = _status(other)
    if limit is None:
        return None, None
    match operator:
        case "==" | "is":
            return (True, False) if limit == 200 else (False, None)
        case "!=" | "is not":
            return (False, True) if limit == 200 else (None, False)
        case "<" if 200 < limit <= 400:
            return True, False
        case "<=" if 200 <= limit < 400:
            return True, False
        case ">=" if 200 < limit <= 400:
            return False, True
        case ">" if 200 <= limit < 400:
            return False, True
    return None, None


def _status(node: Node) -> int | None:
    """The status that an expression stands for."""
    value = lower(node)
    if isinstance(value, Constant) and isinstance(value.value, int) and not isinstance(value.value, bool):
        return value.value
    return 200 if written(node) in OK else None
