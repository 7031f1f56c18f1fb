"""Which bindings a read may see: reaching definitions, worked out for one name at a time from the tree's structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.python.lower import span
from migrator.syntax import Binding, Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

LOOPS = frozenset({"for_statement", "while_statement"})
BRANCHING = frozenset({"if_statement", "match_statement", "try_statement", *LOOPS})
LEAVES = frozenset({"return_statement", "raise_statement", "continue_statement", "break_statement"})

Path = tuple[tuple["Node", "Node"], ...]
"""The branching statements around a place, outermost first, each with the branch that holds the place."""


def path(node: Node, scope: Scope) -> Path:
    """The branches of ``scope`` that lead to ``node``."""
    found, child, parent = [], node, node.parent
    while parent is not None and child.id != scope.node.id:
        if parent.type in BRANCHING and child.type in (
            "block",
            "else_clause",
            "elif_clause",
            "except_clause",
            "except_group_clause",
            "finally_clause",
            "case_clause",
        ):
            found.append((parent, child))
        child, parent = parent, parent.parent
    found.reverse()
    return tuple(found)


def reaching(bindings: Sequence[Binding], use: Node, scope: Scope) -> tuple[Binding, ...]:
    """The bindings of one name in one scope that may reach a read in the same scope.

    Errs on the side of too many: a binding is left out only if a later one always replaces it, if it lies in a branch
    that excludes the read, or if its branch is left before the read.
    """
    if len(bindings) == 1:
        return tuple(bindings)
    here = path(use, scope)
    before = sorted((b for b in bindings if b.start <= use.start_byte), key=lambda b: b.start, reverse=True)
    found: list[Binding] = []
    killer: Path | None = None
    replaced: set[int] = set()
    for binding in before:
        there = path(binding.node, scope)
        if _excluded(there, here) or _left(binding, there, here):
            continue
        found.append(binding)
        if _always(there, here):
            killer = there
            break
        if _always(there[:-1], here):
            statement, branch = there[-1]
            replaced.add(branch.id)
            if all(one.id in replaced or _ends(one) for one in _branches(statement)):
                killer = there
                break
    for statement, branch in here:
        if statement.type not in LOOPS or branch.type != "block":
            continue
        if killer is not None and any(outer.id == statement.id for outer, _ in killer):
            continue
        body = span(branch)
        for binding in bindings:
            if (
                binding not in found
                and binding.start > use.start_byte
                and body.start <= binding.node.start_byte < body.end
            ):
                found.append(binding)
    return tuple(sorted(found, key=lambda b: b.start))


def _branches(statement: Node) -> list[Node]:
    """The branches of a statement of which one is always taken; of any other the statement itself."""
    found = [one for one in statement.named_children if one.type in ("block", "elif_clause", "else_clause")]
    whole = statement.type == "if_statement" and found[-1].type == "else_clause"
    return found if whole else [statement]


def _ends(branch: Node) -> bool:
    """Whether a branch is always left by its last statement."""
    block = branch if branch.type == "block" else next((one for one in branch.children if one.type == "block"), None)
    last = [one for one in block.named_children if one.type != "comment"][-1:] if block is not None else []
    return bool(last) and last[0].type in ("return_statement", "raise_statement")


def _excluded(there: Path, here: Path) -> bool:
    """Whether the two places lie in branches of which only one is taken."""
    for (left, one), (right, other) in zip(there, here, strict=False):
        if left.id != right.id:
            return False
        if one.id != other.id:
            if left.type in ("if_statement", "match_statement"):
                return True
            return left.type == "try_statement" and one.type.startswith("except") and other.type != "finally_clause"
    return False


def _always(there: Path, here: Path) -> bool:
    """Whether passing the read means having passed the binding: its branches are branches of the read."""
    return len(there) <= len(here) and all(
        one[0].id == other[0].id and one[1].id == other[1].id for one, other in zip(there, here, strict=False)
    )


def _left(binding: Binding, there: Path, here: Path) -> bool:
    """Whether every way from the binding leaves the branch (return, raise, continue, break) before the read."""
    inside = {branch.id for _, branch in here}
    for statement, branch in reversed(there):
        if branch.id in inside:
            return False
        if branch.type != "block" and branch.type not in ("else_clause", "except_clause", "elif_clause", "case_clause"):
            continue
        block = (
            branch
            if branch.type == "block"
            else (
                branch.child_by_field_name("body")
                or branch.child_by_field_name("consequence")
                or branch.named_children[-1]
            )
        )
        statements = [child for child in block.named_children if child.type != "comment"]
        if statements and statements[-1].type in LEAVES and statements[-1].start_byte >= binding.start:
            last = statements[-1].type
            if last in ("return_statement", "raise_statement"):
                return statement.type != "try_statement" or last == "return_statement"
            return any(outer.id == _loop(statement) for outer, _ in here)
    return False


def _loop(node: Node) -> int:
    """The id of the loop around a statement, 0 without one."""
    at: Node | None = node
    while at is not None and at.type not in LOOPS:
        at = at.parent
    return at.id if at is not None else 0
