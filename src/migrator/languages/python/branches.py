"""How far one place of a Python function runs only because of what another one found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.python.lower import written
from migrator.languages.python.parse import named
from migrator.languages.python.reach import BRANCHING, LEAVES, LOOPS
from migrator.syntax import Dependence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

FUNCTIONS = frozenset({"function_definition", "lambda", "class_definition", "module"})
Meaning = tuple[bool | None, bool | None]
"""What a condition says about a test inside it, when it is true and when it is false: the test is true, is false, or
it does not say."""


def depends(test: Node, place: Node) -> Dependence:
    """Whether ``place`` runs only if the value at ``test`` is true, or false, or depends on it in another way."""
    meaning: Meaning = (True, False)
    child, parent = test, test.parent
    while parent is not None:
        match parent.type:
            case "parenthesized_expression" | "named_expression":
                pass
            case "not_operator":
                meaning = meaning[1], meaning[0]
            case "boolean_operator":
                if _inside(place, parent.child_by_field_name("right")) and child == parent.child_by_field_name("left"):
                    return _told(meaning[0] if _is_and(parent) else meaning[1])
                meaning = (meaning[0], None) if _is_and(parent) else (None, meaning[1])
            case "comparison_operator":
                meaning = _compared(parent, meaning)
            case "argument_list" if parent.parent is not None and written(parent.parent).startswith("bool("):
                parent = parent.parent
            case "if_statement" | "elif_clause" | "while_statement":
                return _branch(parent, meaning, place) if child == parent.child_by_field_name("condition") else ""
            case "conditional_expression":
                first, condition, last = named(parent)[0], named(parent)[1], named(parent)[-1]
                if child != condition:
                    return ""
                return _told(meaning[0]) if _inside(place, first) else _told(meaning[1]) if _inside(place, last) else ""
            case "if_clause":
                comprehension = parent.parent
                body = comprehension.child_by_field_name("body") if comprehension is not None else None
                return _told(meaning[0]) if _inside(place, body) else ""
            case _:
                return ""
        child, parent = parent, parent.parent
    return ""


def always(before: Node, after: Node) -> bool:
    """Whether passing ``after`` means having passed ``before``, in the same function and the same round of a loop."""
    if before.start_byte >= after.start_byte:
        return False
    there = list(_branches(before))
    return there == list(_branches(after))[-len(there) :] if there else True


def rescued(node: Node) -> bool:
    """Whether a place only runs when an error was caught."""
    return any(at.type in ("except_clause", "except_group_clause") for at in ancestors(node))


def tries(node: Node) -> tuple[int, ...]:
    """The ids of the ``try`` statements whose handlers an error at ``node`` may reach inside its function."""
    found, below = [], node
    for at in ancestors(node):
        handled = any(child.type.startswith("except") for child in at.named_children)
        if at.type == "try_statement" and at.child_by_field_name("body") == below and handled:
            found.append(at.id)
        below = at
    return tuple(found)


def sole(test: Node) -> bool:
    """Whether a test is the whole condition of an ``if`` without ``else``."""
    parent = test.parent
    return (
        parent is not None
        and parent.type == "if_statement"
        and parent.child_by_field_name("condition") == test
        and parent.child_by_field_name("alternative") is None
    )


def only_breaks(test: Node) -> bool:
    """Whether all that the truth of ``test`` decides is to leave the loop."""
    statement = next((at for at in ancestors(test) if at.type in ("if_statement", "elif_clause")), None)
    block = statement.child_by_field_name("consequence") if statement is not None else None
    return block is not None and [child.type for child in named(block)] == ["break_statement"]


def _told(found: bool | None) -> Dependence:
    return "unclear" if found is None else "true" if found else "false"


def _is_and(operator: Node) -> bool:
    word = operator.child_by_field_name("operator")
    return word is not None and word.type == "and"


def _compared(comparison: Node, meaning: Meaning) -> Meaning:
    """``x is True``, ``x == False``; any other comparison says nothing for sure."""
    word = next((child.type for child in comparison.children if not child.is_named), "")
    constant = named(comparison)[-1].type
    if word in ("is", "==") and constant == "true":
        return meaning
    if word in ("is", "==") and constant == "false":
        return meaning[1], meaning[0]
    return None, None


def _branch(clause: Node, meaning: Meaning, place: Node) -> Dependence:
    """What a place owes to an ``if``, ``elif`` or ``while`` with a condition of this meaning."""
    block = clause.child_by_field_name("consequence") or clause.child_by_field_name("body")
    if _inside(place, block):
        return _told(meaning[0])
    statement = clause.parent if clause.type == "elif_clause" and clause.parent is not None else clause
    if _inside(place, statement):
        return _told(meaning[1]) if block is not None and place.start_byte >= block.end_byte else ""
    if place.start_byte < statement.end_byte:
        return ""
    for branch, found in ((block, meaning[1]), (_otherwise(statement), meaning[0])):
        left = _leaves(branch)
        if left is not None and _inside(place, left):
            return _told(found) if _inside(place, statement.parent) else "unclear"
    return ""


def _otherwise(statement: Node) -> Node | None:
    last = statement.children_by_field_name("alternative")[-1:]
    return last[0].child_by_field_name("body") if last and last[0].type == "else_clause" else None


def _leaves(block: Node | None) -> Node | None:
    """What is left for good at the end of a block: the loop for ``break`` and ``continue``, else the function."""
    statements = [child for child in block.named_children if child.type != "comment"] if block is not None else []
    if not statements or statements[-1].type not in LEAVES:
        return None
    round_only = statements[-1].type in ("break_statement", "continue_statement")
    return next(at for at in ancestors(statements[-1]) if at.type in (LOOPS if round_only else FUNCTIONS))


def _branches(node: Node) -> Iterator[int]:
    """The ids of the branches around a place, innermost first."""
    child = node
    for at in ancestors(node):
        if at.type in BRANCHING and child.type in (
            "block",
            "else_clause",
            "elif_clause",
            "except_clause",
            "case_clause",
        ):
            yield child.id
        child = at


def ancestors(node: Node) -> Iterator[Node]:
    """The nodes around a place, up to its function."""
    at = node.parent
    while at is not None:
        yield at
        if at.type in FUNCTIONS:
            return
        at = at.parent


def _inside(node: Node, outer: Node | None) -> bool:
    return outer is not None and outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte


def below(node: Node, itself: bool = False) -> Iterator[Node]:
    """The nodes below ``node``, functions left out."""
    if itself:
        yield node
    for child in node.named_children:
        if child.type not in ("function_definition", "class_definition", "lambda"):
            yield from below(child, True)
