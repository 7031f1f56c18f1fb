"""How far one place of a function runs only because of what another one found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.languages.typescript.success import LEAVES
from migrator.syntax import Dependence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
ENDS = FUNCTIONS | {"program"}
THROUGH = frozenset({"parenthesized_expression", "as_expression", "non_null_expression", "satisfies_expression"})
Meaning = tuple[bool | None, bool | None]
"""What a condition says about a test inside it, when it is true and when it is false: the test is true, is false, or
it does not say."""


def depends(test: Node, place: Node) -> Dependence:
    """Whether ``place`` runs only if the value at ``test`` is true, or false, or depends on it in another way."""
    meaning: Meaning = (True, False)
    child, parent = test, test.parent
    while parent is not None:
        match parent.type:
            case kind if kind in THROUGH:
                pass
            case "arguments" if parent.parent is not None and written(parent.parent).startswith("Boolean("):
                parent = parent.parent
            case "unary_expression" if written(parent).startswith("!"):
                meaning = meaning[1], meaning[0]
            case "binary_expression":
                word = _operator(parent)
                if child == parent.child_by_field_name("left") and _inside(place, parent.child_by_field_name("right")):
                    return _told(meaning[0] if word == "&&" else meaning[1] if word == "||" else None)
                if word in ("&&", "||"):
                    meaning = (meaning[0], None) if word == "&&" else (None, meaning[1])
                else:
                    meaning = _compared(parent, word, meaning)
            case "if_statement" | "while_statement":
                return _branch(parent, meaning, place) if child == parent.child_by_field_name("condition") else ""
            case "ternary_expression":
                if child != parent.child_by_field_name("condition"):
                    return ""
                if _inside(place, parent.child_by_field_name("consequence")):
                    return _told(meaning[0])
                return _told(meaning[1]) if _inside(place, parent.child_by_field_name("alternative")) else ""
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
    return any(at.type == "catch_clause" for at in ancestors(node))


def tries(node: Node) -> tuple[int, ...]:
    """The ids of the ``try`` statements whose handlers an error at ``node`` may reach inside its function."""
    found, below = [], node
    for at in ancestors(node):
        handled = at.type == "try_statement" and at.child_by_field_name("handler") is not None
        if handled and at.child_by_field_name("body") == below:
            found.append(at.id)
        below = at
    return tuple(found)


def sole(test: Node) -> bool:
    """Whether a test is the whole condition of an ``if`` without ``else``."""
    statement = _statement(test)
    return statement is not None and statement.child_by_field_name("alternative") is None


def only_breaks(test: Node) -> bool:
    """Whether all that the truth of ``test`` decides is to leave the loop."""
    statement = next((at for at in ancestors(test) if at.type == "if_statement"), None)
    branch = statement.child_by_field_name("consequence") if statement is not None else None
    if branch is None:
        return False
    inner = children(branch) if branch.type == "statement_block" else [branch]
    return [child.type for child in inner] == ["break_statement"]


def statement_of(test: Node) -> Node | None:
    """The ``if`` statement whose whole condition a test is."""
    return _statement(test)


def ancestors(node: Node) -> Iterator[Node]:
    """The nodes around a place, up to its function."""
    at = node.parent
    while at is not None:
        yield at
        if at.type in ENDS:
            return
        at = at.parent


def _statement(test: Node) -> Node | None:
    at = test
    while at.parent is not None and at.parent.type in THROUGH:
        at = at.parent
    statement = at.parent
    whole = statement is not None and statement.type == "if_statement"
    return statement if whole and statement is not None and statement.child_by_field_name("condition") == at else None


def _told(found: bool | None) -> Dependence:
    return "unclear" if found is None else "true" if found else "false"


def _operator(operation: Node) -> str:
    word = operation.child_by_field_name("operator")
    return word.type if word is not None else ""


def _compared(comparison: Node, word: str, meaning: Meaning) -> Meaning:
    """``x === true``, ``x == false``; any other comparison says nothing for sure."""
    right = comparison.child_by_field_name("right")
    if word in ("===", "==") and right is not None and right.type in ("true", "false"):
        return meaning if right.type == "true" else (meaning[1], meaning[0])
    return None, None


def _branch(clause: Node, meaning: Meaning, place: Node) -> Dependence:
    """What a place owes to an ``if`` or ``while`` with a condition of this meaning."""
    block = clause.child_by_field_name("consequence") or clause.child_by_field_name("body")
    otherwise = clause.child_by_field_name("alternative")
    if _inside(place, block):
        return _told(meaning[0])
    if _inside(place, otherwise):
        return _told(meaning[1])
    if place.start_byte < clause.end_byte:
        return ""
    for branch, found in ((block, meaning[1]), (otherwise, meaning[0])):
        left = _left(branch)
        if left is not None and _inside(place, left):
            return _told(found) if _inside(place, clause.parent) else "unclear"
    return ""


def _left(branch: Node | None) -> Node | None:
    """What is left for good at the end of a branch: the loop for ``break`` and ``continue``, else the function."""
    if branch is not None and branch.type == "else_clause":
        branch = next(iter(children(branch)), None)
    last = branch
    if branch is not None and branch.type == "statement_block":
        last = next(iter(children(branch)[-1:]), None)
    if last is None or last.type not in LEAVES:
        return None
    round_only = last.type in ("break_statement", "continue_statement")
    return next((at for at in ancestors(last) if at.type in (LOOPS if round_only else ENDS)), None)


def _branches(node: Node) -> Iterator[int]:
    """The ids of the branches around a place, innermost first."""
    child = node
    for at in ancestors(node):
        match at.type:
            case "if_statement" | "ternary_expression" if child != at.child_by_field_name("condition"):
                yield child.id
            case "try_statement" | "catch_clause" | "switch_case" | "switch_default":
                yield child.id
            case "binary_expression" if child == at.child_by_field_name("right") and _operator(at) in (
                "&&",
                "||",
                "??",
            ):
                yield child.id
            case kind if kind in LOOPS and child == at.child_by_field_name("body"):
                yield child.id
        child = at


def _inside(node: Node, outer: Node | None) -> bool:
    return outer is not None and outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte
