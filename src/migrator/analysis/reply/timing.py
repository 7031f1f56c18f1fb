"""Times that the old server told: what the code means by them is measured where the request is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.looks import measured as looked_at
from migrator.model import Span
from migrator.record import record
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.analysis.reply.trace import Trace
    from migrator.rules.operations import Operation, Reply
    from migrator.syntax import Module, Scope

WHOLE = "request"
"""A time that is that of the whole request; any other is the divisor under a count, which says how fast it was."""
DEEPEST = 6


@record(eq=False)
class Timed:
    """A read of a time, with its path, and why it has no counterpart."""

    module: Module
    node: Node
    told: str
    rule: Reply


def measured(follower: Follower, node: Node, told: str, rule: Reply) -> bool:
    """Notes a read of a time for :func:`measure`; false if nothing that is measured here is meant by it."""
    if not rule.measured or follower.chunk is not None or follower.module.timing is None:
        return False
    if rule.measured == "nothing":
        if not _told(node, follower.module):
            return False
        follower.trace.edits.append(follower.module.edit(Span(node.start_byte, node.end_byte), ("0",), follower.rule))
        follower.trace.reviews.append(f"{told} is 0: {rule.gone}")
        return True
    if rule.measured != WHOLE and not _divides(node, follower.module):
        return False
    follower.trace.timed.append(Timed(follower.module, node, told, rule))
    return True


def timed(operation: Operation) -> bool:
    """Whether times are told in the replies of an operation that are measured now."""
    return any(rule.measured for rule in operation.reply.values())


def measure(sent: Sequence[Node], others: Iterable[Node], module: Module, rule: str, trace: Trace) -> None:
    """Adds the statements that measure a request to its trace, or what stands in their way.

    Args:
        sent: the calls that wait for the reply: one, if it is to be measured.
        others: the other requests of the file, which may be measured too.
        module: the file.
        rule: whose edits they are.
        trace: has the reads of times.
    """
    if not trace.timed:
        return
    reads = [one.node for one in trace.timed]
    clock = None
    if module.timing is not None and len(sent) == 1 and all(one.module is module for one in trace.timed):
        home = _home(sent[0], module)
        beside = [one for one in others if _home(one, module) is home]
        clock = module.timing.timed(sent[0], reads, lambda name: not module.mentions(name), module.source.data, beside)
    counted = {path for _, _, path in trace.reads}
    for one in trace.timed:
        where = Span(one.node.start_byte, one.node.end_byte)
        if clock is None or (one.rule.measured != WHOLE and one.rule.measured not in counted):
            trace.problems.append(
                Problem(one.module.source.path, where, f"{one.told} has no counterpart", one.rule.gone)
            )
            continue
        trace.edits.append(module.edit(where, (clock.name,), rule))
        trace.reviews.append(f"{one.told} is the time of the whole request, measured here: the server tells none")
    if clock is not None:
        trace.edits += [module.edit(span, parts, rule) for span, parts in clock.edits]
        trace.imports += [Import(module.source.path, clock.imports)] if clock.imports else []


def _home(node: Node, module: Module) -> Scope:
    """The function that a call is in, or the module."""
    scope = module.scope(node.start_byte)
    while scope.kind not in ("function", "module") and scope.parent is not None:
        scope = scope.parent
    return scope


def _told(node: Node, module: Module, depth: int = DEEPEST) -> bool:
    """Whether a value is only shown, however it is worked with for that, and nothing is divided by it."""
    use = module.use(node)
    if not depth or _divides(node, module):
        return False
    match use.kind:
        case "formatted" | "discarded":
            return True
        case "flows" | "worked":
            return _told(use.node, module, depth - 1)
        case "assigned" if use.bindings and not any(binding.path for binding in use.bindings):
            names = [name.node for one in use.bindings for name in module.uses(one)]
            return all(_told(one, module, depth - 1) for one in (*names, *([use.onward] if use.onward else [])))
        case "argument":
            return looked_at(use, module, printed=True)
    return False


def _divides(node: Node, module: Module) -> bool:
    """Whether something is divided by a value."""
    use = module.use(node)
    if use.kind == "flows":
        return _divides(use.node, module)
    if use.kind != "worked":
        return False
    before = module.source.data[use.node.start_byte : node.start_byte].rstrip(b"( \t\r\n")
    return before.endswith(b"/") or _divides(use.node, module)
