"""Errors of a request whose reply is streamed: they came with the first part, and come with the call now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.package.naming import also_handled
from migrator.model import Span
from migrator.record import replace
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.package.calls import PackageCall
    from migrator.analysis.package.named import Naming
    from migrator.analysis.reply.streams import Stream
    from migrator.analysis.reply.trace import Trace
    from migrator.analysis.request.slots import Draft
    from migrator.model import Edit

WHY = "an error of the request was caught around the loop, and is now raised by the call"
CALLS = "what the arguments of the call raise is caught as well, where the call is inside of the `try` now"


def taken_in(called: PackageCall, stream: Stream, names: Naming, draft: Draft, trace: Trace) -> None:
    """Puts the call into the ``try`` around the loop that reads its reply, or says that it has to be."""
    home = called.module
    for module, node, loop in stream.caught:
        near = module is home and node.id == called.call.node.id and len(stream.caught) == 1
        changed = [one.span for one in (*draft.edits, *trace.edits) if one.path == module.source.path]
        edit = module.loops.widened(node, loop, changed, module.source.data) if near and module.loops else None
        if edit is None:
            place = Span(node.start_byte, node.end_byte)
            draft.problems.append(Problem(module.source.path, place, WHY, "make the call inside the `try`"))
            continue
        where, parts, deeper = edit
        for edits in (draft.edits, trace.edits):
            edits[:] = [_deeper(one, where, deeper) if one.path == module.source.path else one for one in edits]
        draft.edits.append(module.edit(where, parts, called.operation.operation))
        for handler in module.handlers(loop):
            also_handled(names, module, called.package, handler)
        if any(argument.value.node.type == "call" for argument in called.call.arguments):
            draft.review(CALLS)


def _deeper(edit: Edit, where: Span, deeper: str) -> Edit:
    """An edit with its lines indented further, if it stands in ``where``."""
    if not (where.start <= edit.span.start and edit.span.end <= where.end):
        return edit
    lines = (part.replace("\n", f"\n{deeper}") if isinstance(part, str) else part for part in edit.parts)
    return replace(edit, parts=tuple(lines))
