"""Bytes of a response that go on, as they are, to whoever asked the program, and what it tells of their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.following import Search, each, is_called, on, reader
from migrator.languages.typescript.lower import children, span, written
from migrator.languages.typescript.render import quote
from migrator.record import record
from migrator.syntax import Call, Member, Text

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.model import Span
    from migrator.syntax import Module, Parts

ANSWERS = frozenset({"Response", "NextResponse", "StreamingTextResponse"})
"""Classes whose objects answer a request with the bytes that they are made with."""
READABLE = "Readable.fromWeb"
FORWARDING = frozenset({"enqueue", "write"})
IDLE = frozenset({"cancel", "releaseLock", "closed", "done", "locked"})
DESCRIBING = frozenset({"content-length", "content-encoding", "transfer-encoding"})
"""Headers that say of a body what is not true of another one."""


@record(frozen=False, slots=False)
class _Search(Search):
    ends: int = 0


def relayed(node: Node, module: Module) -> bool:
    """Whether all that is done with the body at ``node`` is to hand its bytes on."""
    search = _Search(module, IDLE)
    _body(node, search)
    return search.ends > 0 and not search.lost


def announced(headers: Node, module: Module, kind: str) -> list[tuple[Span, Parts]] | None:
    """The edits by which what is read of ``headers`` says that a body is of a ``kind``; ``None`` if more is told."""
    use = module.use(headers)
    step = module.use(use.node) if use.kind == "member" and use.key in ("get", "has") else None
    call = module.lower(step.node) if step is not None and step.kind == "called" else None
    asked = call.arguments[0].value if isinstance(call, Call) and call.arguments else None
    name = asked.value.lower() if isinstance(asked, Text) and asked.value is not None else None
    if call is None or name is None or name in DESCRIBING:
        return None
    if name != "content-type":
        return []
    if use.key == "has":
        return None
    mark, whole = quote(headers)[0], call.node
    while (outer := whole.parent) is not None and _falls_back(outer, whole):
        whole = outer
    return [(span(whole), (f"{mark}{kind}{mark}",))]


def _falls_back(outer: Node, inner: Node) -> bool:
    """Whether ``inner`` is given a value for where it is missing, or said not to be missing."""
    if outer.type in ("non_null_expression", "parenthesized_expression"):
        return True
    left, operator = outer.child_by_field_name("left"), outer.child_by_field_name("operator")
    return left is not None and left.id == inner.id and operator is not None and operator.type in ("??", "||")


def _body(node: Node, search: _Search) -> None:
    use = search.module.use(node)
    call = search.module.lower(use.node) if use.kind == "argument" else None
    if use.kind == "member" and use.key == "getReader" and is_called(use.node, search):
        reader(search.module.use(use.node).node, search, _chunk)
    elif use.kind == "iterated":
        each(use.bindings, search, _chunk)
    elif isinstance(call, Call) and use.argument == 0 and _name(call) in ANSWERS:
        search.ends += 1
    elif isinstance(call, Call) and use.argument == 0 and written(call.callee.node) == READABLE:
        _readable(call.node, search)
    else:
        on(use, search, _body)


def _readable(node: Node, search: _Search) -> None:
    """A stream of Node: what it is piped into gets its bytes."""
    use = search.module.use(node)
    call = search.module.lower(use.node) if use.kind == "argument" else None
    if use.kind == "member" and use.key == "pipe" and is_called(use.node, search):
        piped = search.module.use(use.node).node
        search.ends += 1
        search.lost = search.lost or search.module.use(piped).kind not in ("discarded", "flows")
    elif isinstance(call, Call) and use.argument == 0 and _name(call) == "pipeline" and len(call.arguments) <= 3:
        search.ends += 1
    elif use.kind == "iterated":
        each(use.bindings, search, _chunk)
    elif use.kind == "member" and use.key == "on" and is_called(use.node, search):
        given = children(search.module.use(use.node).node.child_by_field_name("arguments") or node)
        search.lost = search.lost or not given or written(given[0]).strip("'\"") not in ("error", "end", "close")
    else:
        on(use, search, _readable)


def _chunk(node: Node, search: _Search) -> None:
    use = search.module.use(node)
    call = search.module.lower(use.node) if use.kind == "argument" else None
    if isinstance(call, Call) and isinstance(call.callee, Member) and call.callee.key in FORWARDING:
        search.ends += 1
    elif isinstance(call, Call) and _name(call) in ("from", "Uint8Array"):
        _chunk(use.node, search)  # the same bytes, in an object of another class
    else:
        on(use, search, _chunk)


def _name(call: Call) -> str:
    callee = call.callee
    return str(callee.key) if isinstance(callee, Member) else written(callee.node)
