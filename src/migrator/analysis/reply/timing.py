"""Times that the old server told: what the code means by them is measured where the request is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.looks import measured as looked_at
from migrator.model import Span
from migrator.record import record
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.analysis.reply.trace import Trace
    from migrator.rules.operations import Reply
    from migrator.syntax import Call, Module

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


def measure(call: Call, module: Module, rule: str, trace: Trace) -> None:
    """Adds the statements that measure a call to its trace, or what stands in their way."""
    if not trace.timed:
        return
    reads = [one.node for one in trace.timed]
    here = module.timing is not None and all(one.module is module for one in trace.timed)
    clock = (
        module.timing.timed(call.node, reads, lambda name: not module.mentions(name), module.source.data)
        if here and module.timing is not None
        else None
    )
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
            return all(_told(name.node, module, depth - 1) for one in use.bindings for name in module.uses(one))
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
