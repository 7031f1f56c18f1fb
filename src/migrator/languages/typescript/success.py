"""What a look at the status of a response tells about the places that run after it, or because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, lower, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.syntax import Constant

if TYPE_CHECKING:
    from tree_sitter import Node

LEAVES = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}

Verdict = tuple[bool | None, bool | None]
"""Whether the request succeeded where a test is true, and where it is false; ``None`` if that does not follow."""


def settled(check: Node, read: Node, good: bool = True) -> bool:
    """Whether ``read`` only runs when a look at a status, at ``check``, has told that the request succeeded.

    With ``good`` false: that it failed.
    """
    if check.start_byte >= read.start_byte:
        return False
    below, at = check, check.parent
    while at is not None and at.type not in FUNCTIONS and not at.type.endswith("_block"):
        if at.type == "ternary_expression" and at.child_by_field_name("condition") == below:
            return _branched(at, below, check, read, good)
        if at.type == "if_statement":
            return below == at.child_by_field_name("condition") and _branched(at, below, check, read, good)
        if at.type == "binary_expression" and _holds(at.child_by_field_name("right"), read):
            left = at.child_by_field_name("left")
            operator = at.child_by_field_name("operator")
            if left is not None and operator is not None and _holds(left, check):
                if_true, if_false = told(left, check)
                return (if_true if operator.type == "&&" else if_false if operator.type == "||" else None) is good
        below, at = at, at.parent
    return False


def _branched(holder: Node, condition: Node, check: Node, read: Node, good: bool) -> bool:
    if_true, if_false = told(condition, check)
    then, otherwise = holder.child_by_field_name("consequence"), holder.child_by_field_name("alternative")
    if _holds(then, read):
        return if_true is good
    if _holds(otherwise, read):
        return if_false is good
    if holder.type != "if_statement" or then is None:
        return False
    passed = _passed(holder, read)
    if leaves(then) and passed:
        return if_false is good
    return otherwise is not None and leaves(otherwise) and passed and if_true is good


def leaves(branch: Node) -> bool:
    """Whether nothing behind a branch runs once it has been taken."""
    if branch.type == "else_clause":
        return any(leaves(child) for child in children(branch))
    if branch.type == "statement_block":
        last = children(branch)[-1:]
        return bool(last) and leaves(last[0])
    if branch.type == "if_statement":
        sides = [branch.child_by_field_name("consequence"), branch.child_by_field_name("alternative")]
        return all(side is not None and leaves(side) for side in sides)
    return branch.type in LEAVES or (
        branch.type == "expression_statement" and written(branch).startswith("process.exit(")
    )


def _passed(statement: Node, read: Node) -> bool:
    """Whether ``read`` comes after a statement on every way: inside the block that the statement stands in.

    A function declared there may run before, any other one is made after.
    """
    at = read.parent
    while at is not None and at != statement.parent:
        if at.type in ("function_declaration", "generator_function_declaration"):
            return False
        at = at.parent
    return at is not None and read.start_byte > statement.end_byte


def told(test: Node, check: Node) -> Verdict:
    """What ``test``, which looks at ``check``, tells."""
    if test.id == check.id:
        return True, False
    inner = children(test)
    match test.type:
        case "parenthesized_expression" | "non_null_expression" | "as_expression" if inner:
            return told(inner[0], check)
        case "unary_expression" if written(test).startswith("!") and inner:
            if_true, if_false = told(inner[0], check)
            return if_false, if_true
        case "binary_expression":
            operator = test.child_by_field_name("operator")
            word = operator.type if operator is not None else ""
            if word in ("&&", "||"):
                side = next((child for child in inner if _holds(child, check)), None)
                if_true, if_false = told(side, check) if side is not None else (None, None)
                return (if_true, None) if word == "&&" else (None, if_false)
            return _compared(inner, check, word)
    return None, None


def _holds(node: Node | None, inner: Node) -> bool:
    return node is not None and node.start_byte <= inner.start_byte and inner.end_byte <= node.end_byte


def _compared(operands: list[Node], check: Node, operator: str) -> Verdict:
    """``status === 200``, ``status >= 400``."""
    if len(operands) != 2 or check.id not in (operands[0].id, operands[1].id):
        return None, None
    other = operands[1] if operands[0].id == check.id else operands[0]
    if operands[1].id == check.id:
        operator = MIRRORED.get(operator, operator)
    value = lower(other)
    limit = value.value if isinstance(value, Constant) else None
    if isinstance(limit, bool):
        same = operator in ("===", "==")
        return (limit, not limit) if same else (not limit, limit)
    if not isinstance(limit, int):
        return None, None
    match operator:
        case "===" | "==":
            return (True, False) if limit == 200 else (False, None)
        case "!==" | "!=":
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
