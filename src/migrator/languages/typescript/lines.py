"""From the body of a response to the loops over its lines: readers, decoders, a buffer that is split at line breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, written
from migrator.languages.typescript.promises import INLINE, parameter
from migrator.record import field, record
from migrator.syntax import Call, Member, Name, Use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tree_sitter import Node

    from migrator.syntax import Binding, Module

BREAKS = frozenset({"'\\n'", '"\\n"', "`\\n`", "/\\r?\\n/", "/\\n/", "/\\n+/", "/\\r?\\n+/"})
IDLE = frozenset({"cancel", "releaseLock", "closed", "length", "done", "locked", "byteLength", "pop"})
"""Members of a reader, its result, a buffer or its lines that give nothing of the text."""
SHOWN = frozenset({"log", "debug", "info", "warn", "error", "write"})


@record(frozen=False, slots=False)
class _Search:
    module: Module
    found: list[Use] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    lost: bool = False


def lines(node: Node, module: Module) -> list[Use] | None:
    """The loops over the lines of the stream at ``node``; ``None`` if it goes where it is not followed."""
    search = _Search(module)
    _stream(node, search)
    return None if search.lost else search.found


def _stream(node: Node, search: _Search) -> None:
    """The body: it gives a reader, or chunks in a loop."""
    use = search.module.use(node)
    match use.kind:
        case "member" if use.key in ("getReader", "pipeThrough") and _is_called(use.node, search):
            call = search.module.use(use.node).node
            (_reader if use.key == "getReader" else _stream)(call, search)
        case "iterated":
            _each(use.bindings, search, _value)
        case _:
            _on(use, search, _stream)


def _reader(node: Node, search: _Search) -> None:
    use = search.module.use(node)
    if use.kind == "member" and use.key == "read" and _is_called(use.node, search):
        _result(search.module.use(use.node).node, search)
    else:
        _on(use, search, _reader)


def _result(node: Node, search: _Search) -> None:
    """What a reader gives: a chunk, or that there is none any more."""
    use = search.module.use(node)
    if use.kind == "member" and use.key == "value":
        _value(use.node, search)
        return
    if use.kind == "assigned" and all(binding.path for binding in use.bindings):
        _each((one for one in use.bindings if one.path == ("value",)), search, _value)
        search.lost = search.lost or any(one.path not in (("value",), ("done",)) for one in use.bindings)
        return
    _on(use, search, _result)


def _value(node: Node, search: _Search) -> None:
    """A chunk: bytes that become text, or text already."""
    use = search.module.use(node)
    call = search.module.lower(use.node) if use.kind == "argument" else None
    if isinstance(call, Call) and isinstance(call.callee, Member) and call.callee.key == "decode":
        _text(use.node, search)
    elif use.kind == "member" and use.key == "toString" and _is_called(use.node, search):
        _text(search.module.use(use.node).node, search)
    elif use.kind == "formatted" or _is_added(node) or (use.kind == "member" and use.key == "split"):
        _text(node, search)
    else:
        _on(use, search, _value)


def _text(node: Node, search: _Search) -> None:
    """Text that holds lines: it is added to a buffer, and split."""
    use, parent = search.module.use(node), node.parent
    if use.kind == "member" and use.key == "split" and _is_called(use.node, search):
        call = search.module.lower(search.module.use(use.node).node)
        if isinstance(call, Call) and [written(one.value.node) in BREAKS for one in call.arguments] == [True]:
            _lines(call.node, search)
            return
    if parent is not None and _is_added(node):
        left = parent.child_by_field_name("left")
        _each(_bound(left, search), search, _text)
    elif use.kind == "formatted" and parent is not None:
        _text(parent, search)
    elif use.kind == "member" and use.key in ("trim", "trimEnd") and _is_called(use.node, search):
        _text(search.module.use(use.node).node, search)
    else:
        _on(use, search, _text)


def _lines(node: Node, search: _Search) -> None:
    """The lines: filtered, and gone through."""
    use = search.module.use(node)
    match use.kind:
        case "iterated":
            search.found.append(use)
        case "member" if use.key == "filter" and _is_called(use.node, search):
            _lines(search.module.use(use.node).node, search)
        case "member" if use.key == "forEach" and _is_called(use.node, search):
            call = search.module.use(use.node).node
            given = children(call.child_by_field_name("arguments") or call)
            name = parameter(given[0]) if len(given) == 1 and given[0].type in INLINE else None
            bindings = _bound(name, search) if name is not None else []
            search.found.append(Use("iterated", given[0], use.span, bindings=tuple(bindings)))
            search.lost = search.lost or not bindings
        case _:
            _on(use, search, _lines)


def _on(use: Use, search: _Search, follow: Callable[[Node, _Search], None]) -> None:
    """Goes on where a value keeps its kind; what tells nothing of it is passed by."""
    match use.kind:
        case "flows":
            follow(use.node, search)
        case "assigned" if use.bindings and not any(binding.path for binding in use.bindings):
            _each(use.bindings, search, follow)
        case "tested" | "compared" | "discarded":
            pass
        case "member" if use.key in IDLE:
            pass
        case "argument" if _is_shown(use, search):
            pass
        case _:
            search.lost = True


def _each(bindings: Iterable[Binding], search: _Search, follow: Callable[[Node, _Search], None]) -> None:
    for binding in bindings:
        for read in search.module.uses(binding):
            if read.node.id not in search.seen:
                search.seen.add(read.node.id)
                follow(read.node, search)


def _bound(target: Node | None, search: _Search) -> list[Binding]:
    """The bindings of the name at ``target``."""
    name = search.module.lower(target) if target is not None else None
    if isinstance(name, Name):
        return list(search.module.reaching(name))
    search.lost = True
    return []


def _is_added(node: Node) -> bool:
    """Whether a value is added to a variable: ``buffer += value``."""
    parent = node.parent
    return (
        parent is not None
        and parent.type == "augmented_assignment_expression"
        and parent.child_by_field_name("right") == node
    )


def _is_called(member: Node, search: _Search) -> bool:
    return search.module.use(member).kind == "called"


def _is_shown(use: Use, search: _Search) -> bool:
    call = search.module.lower(use.node)
    return isinstance(call, Call) and isinstance(call.callee, Member) and call.callee.key in SHOWN
