"""Looks at a reply that do not depend on what it says: its status, its length, what a log shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from migrator.analysis.qualify import qualified
from migrator.syntax import Call, Library, Member, Name, Use

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.project import Project
    from migrator.syntax import Module

MEASURING = frozenset({"len", "bool", "isinstance", "type", "id"})
LEAVES = {
    "returned": "is returned whole",
    "yielded": "is yielded whole",
    "argument": "is handed to a function",
    "stored": "is stored",
    "element": "becomes part of another value",
    "formatted": "is printed whole",
}
"""How a value goes where it is not followed, by the kind of its use."""
LOGS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})


def checks(use: Use, module: Module, library: Library) -> list[Node]:
    """Where the status of a response is looked at, by the names that it is bound to."""
    looks = library.status | library.checks
    steps = [module.use(name.node) for binding in use.bindings for name in module.uses(binding)]
    return [step.node for step in steps if step.kind == "member" and step.key in looks]


def only_shown(raw: Node, module: Module, looked_at: Sequence[Node]) -> bool:
    """Whether raw content is merely shown to somebody, or belongs to a request that failed."""
    if any(module.settled(check, raw, good=False) for check in looked_at):
        return True
    use = module.use(raw)
    return use.kind in ("formatted", "discarded", "tested") or (
        use.kind == "argument" and measured(use, module, printed=True)
    )


def measured(use: Use, module: Module, *, printed: bool) -> bool:
    """Whether an argument is only measured or logged; with ``printed`` printing it is no more than that."""
    call = module.lower(use.node)
    if not isinstance(call, Call):
        return False
    if isinstance(call.callee, Member):
        return call.callee.key in LOGS
    return isinstance(call.callee, Name) and (
        call.callee.name in MEASURING or (printed and call.callee.name == "print")
    )


def made_by(use: Use, how: Literal["parsers", "readers"], module: Module, project: Project) -> bool:
    """Whether an argument is text, or something to read it from, that a call makes a value of."""
    call, loops = module.lower(use.node), module.loops
    if not isinstance(call, Call) or loops is None or use.argument != 0:
        return False
    return bool(getattr(loops, how) & qualified(call.callee, module, project))
