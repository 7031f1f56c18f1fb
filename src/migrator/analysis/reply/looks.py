"""Looks at a reply that do not depend on what it says: its status, its length, what a log shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from migrator.analysis.dataflow.qualify import qualified
from migrator.syntax import Call, Library, Member, Name, Text, Use

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
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
VIEWS = frozenset({"keys", "values", "items"})
TEXTS = frozenset({"str", "repr", "list", "sorted", "dict"})
PRINTERS = frozenset({"print", "pprint", "pp"})
LOGS = frozenset({"debug", "info", "warn", "warning", "error", "exception", "critical", "log", "trace"})
CUT = frozenset({"encode", "trim", "trimEnd", "strip", "rstrip", "slice", "substring", "substr", "replace"})
"""Methods of a text that give the same text, or some of it."""


def checks(use: Use, module: Module, library: Library) -> list[Node]:
    """Where the status of a response is looked at, by the names that it is bound to."""
    looks = library.status | library.checks
    steps = [module.use(name.node) for binding in use.bindings for name in module.uses(binding)]
    return [step.node for step in steps if step.kind == "member" and step.key in looks]


def only_shown(raw: Node, module: Module, looked_at: Sequence[Node]) -> bool:
    """Whether raw content is merely shown to somebody, or belongs to a request that failed."""
    if any(module.settled(check, raw, good=False) for check in looked_at):
        return True
    return module.use(raw).kind == "tested" or displayed(raw, module)


def displayed(node: Node, module: Module, depth: int = 6, *, text: bool = False) -> bool:
    """Whether a value is only shown to people: printed, logged, measured, or put into the text of an error.

    ``text`` says that it is one already, so that its methods give text as well.
    """
    use = module.use(node)
    match use.kind:
        case "discarded":
            return True
        case "tested":
            return text
        case "flows" | "sliced":
            return depth > 0 and displayed(use.node, module, depth - 1, text=text)
        case "formatted":
            return depth > 0 and displayed(_text_around(use.node, module), module, depth - 1, text=True)
        case "member":
            if text and use.key == "length":
                return True
            step = module.use(use.node)
            known = use.key in VIEWS or (text and use.key in CUT)
            return known and step.kind == "called" and displayed(step.node, module, depth - 1, text=text)
        case "assigned" if use.bindings and depth and not any(binding.path for binding in use.bindings):
            names = [name for binding in use.bindings for name in module.uses(binding)]
            on = [use.onward] if use.onward is not None else []
            places = [*on, *(name.node for name in names)]
            return bool(places) and all(displayed(one, module, depth - 1, text=text) for one in places)
        case "argument":
            call = module.lower(use.node)
            if measured(use, module, printed=True):
                return True
            name = call.callee.name if isinstance(call, Call) and isinstance(call.callee, Name) else ""
            if name.endswith(("Error", "Exception")):
                return True
            texts = isinstance(call, Call) and (name in TEXTS or module.serialised(call) is not None)
            return texts and use.argument == 0 and depth > 0 and displayed(use.node, module, depth - 1, text=True)
    return False


def _text_around(node: Node, module: Module) -> Node:
    """The text that what stands at ``node`` is put into."""
    while node.parent is not None and not isinstance(module.lower(node), Text):
        node = node.parent
    return node


def measured(use: Use, module: Module, *, printed: bool) -> bool:
    """Whether an argument is only measured or logged; with ``printed`` printing it is no more than that."""
    call = module.lower(use.node)
    if not isinstance(call, Call):
        return False
    if isinstance(call.callee, Member):
        return call.callee.key in LOGS or call.callee.key == "byteLength" or (printed and call.callee.key in PRINTERS)
    return isinstance(call.callee, Name) and (
        call.callee.name in MEASURING or (printed and call.callee.name in PRINTERS)
    )


def made_text(use: Use, module: Module) -> bool:
    """Whether an argument is made the text that shows an object to a person, which nothing can be read from."""
    call = module.lower(use.node)
    return isinstance(call, Call) and isinstance(call.callee, Name) and call.callee.name in ("str", "repr")


def made_by(use: Use, how: Literal["parsers", "readers"], module: Module, project: Project) -> bool:
    """Whether an argument is text, or something to read it from, that a call makes a value of."""
    call, loops = module.lower(use.node), module.loops
    if not isinstance(call, Call) or loops is None or use.argument != 0:
        return False
    return bool(getattr(loops, how) & qualified(call.callee, module, project))
