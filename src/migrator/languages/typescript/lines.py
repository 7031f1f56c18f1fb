"""From the body of a response to the loops over its lines: readers, decoders, events, a buffer that is split at breaks.

Text that is gathered to the end may be parsed as a whole instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.following import Search, each, is_called, on, reader
from migrator.languages.typescript.lower import children, written
from migrator.languages.typescript.promises import INLINE, parameter
from migrator.record import field, record
from migrator.syntax import Call, Gathered, Mapping, Member, Name, Text, Use

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from migrator.syntax import Binding, Module

BREAKS = frozenset({"'\\n'", '"\\n"', "`\\n`", "/\\r?\\n/", "/\\n/", "/\\n+/", "/\\r?\\n+/"})
IDLE = frozenset(
    {"cancel", "releaseLock", "closed", "length", "done", "locked", "byteLength", "pop"}
    | {"resume", "setEncoding", "destroy", "off", "removeListener", "removeAllListeners", "pause", "close"}
)
"""Members of a stream, a reader, its result, a buffer or its lines that give nothing of the text."""
LISTENING = frozenset({"on", "once", "addListener"})
SHOWN = frozenset({"log", "debug", "info", "warn", "error", "write"})


@record(frozen=False, slots=False)
class _Search(Search):
    found: list[Use] = field(default_factory=list)
    wholes: list[Node] = field(default_factory=list)
    heard: bool = False


def lines(node: Node, module: Module) -> Gathered | None:
    """What becomes of the text of the stream at ``node``; ``None`` if it goes where it is not followed."""
    search = _Search(module, IDLE)
    _stream(node, search)
    mixed = search.found and search.wholes  # the rest of a buffer behind the last line
    return None if search.lost or mixed else Gathered(tuple(search.found), tuple(search.wholes), search.heard)


def _stream(node: Node, search: _Search) -> None:
    """The body: it gives a reader, or chunks in a loop, or to a function that listens."""
    use = search.module.use(node)
    match use.kind:
        case "member" if use.key in ("getReader", "pipeThrough") and is_called(use.node, search):
            call = search.module.use(use.node).node
            if use.key == "getReader":
                reader(call, search, _value)
            else:
                _stream(call, search)
        case "member" if use.key in LISTENING and is_called(use.node, search):
            call = search.module.use(use.node).node
            search.heard = True
            _listened(call, "data", search, _value)
            _stream(call, search)  # what listens gives the stream back
        case "iterated":
            each(use.bindings, search, _value)
        case "element" if (made := _interface(use.node, search)) is not None:
            _line_by_line(made, search)
        case _:
            _on(use, search, _stream)


def _listened(call: Node, event: str, search: _Search, follow: Callable[[Node, _Search], None]) -> None:
    """Follows what the function gets that listens for an event; other events carry nothing of the text."""
    given = children(call.child_by_field_name("arguments") or call)
    name = search.module.lower(given[0]) if len(given) == 2 else None
    if not isinstance(name, Text) or name.value in (None, "readable", "pipe"):
        search.lost = True
    elif name.value == event:
        named = parameter(given[1]) if given[1].type in INLINE else None
        if named is None:
            search.lost = True
        elif named.type == "identifier":
            each(_bound(named, search), search, follow)


def _interface(element: Node, search: _Search) -> Node | None:
    """The call of ``createInterface({ input: stream })``."""
    literal = element.parent if element.type == "pair" else element
    call = literal.parent.parent if literal is not None and literal.parent is not None else None
    made = search.module.lower(call) if call is not None and call.type == "call_expression" else None
    if not isinstance(made, Call) or not isinstance(made.callee, Name | Member) or not made.arguments:
        return None
    name = made.callee.name if isinstance(made.callee, Name) else made.callee.key
    return call if name == "createInterface" and isinstance(made.arguments[0].value, Mapping) else None


def _line_by_line(node: Node, search: _Search) -> None:
    """An interface that gives the lines: in a loop, or to a function that listens."""
    use = search.module.use(node)
    match use.kind:
        case "iterated":
            search.found.append(use)
        case "member" if use.key in LISTENING and is_called(use.node, search):
            call = search.module.use(use.node).node
            given = children(call.child_by_field_name("arguments") or call)
            if len(given) == 2 and written(given[0]).strip("'\"`") == "line":
                _function(given[1], use, search)
            _line_by_line(call, search)
        case _:
            _on(use, search, _line_by_line)


def _value(node: Node, search: _Search) -> None:
    """A chunk: bytes that become text, or text already."""
    use = search.module.use(node)
    call = search.module.lower(use.node) if use.kind == "argument" else None
    if isinstance(call, Call) and isinstance(call.callee, Member) and call.callee.key == "decode":
        _text(use.node, search)
    elif isinstance(call, Call) and isinstance(call.callee, Member) and call.callee.key == "push":
        each(_bound(call.callee.object.node, search), search, _chunks)
    elif use.kind == "member" and use.key == "toString" and is_called(use.node, search):
        _text(search.module.use(use.node).node, search)
    elif use.kind == "formatted" or _is_added(node) or (use.kind == "member" and use.key == "split"):
        _text(node, search)
    else:
        _on(use, search, _value)


def _chunks(node: Node, search: _Search) -> None:
    """A list of all chunks: put together to one text at the end."""
    use = search.module.use(node)
    if use.kind == "member" and use.key == "push" and is_called(use.node, search):
        return
    if use.kind == "member" and use.key == "join" and is_called(use.node, search):
        _all(search.module.use(use.node).node, search)
        return
    call = search.module.lower(use.node) if use.kind == "argument" else None
    if isinstance(call, Call) and written(call.callee.node) == "Buffer.concat":
        _bytes(use.node, search)
        return
    _on(use, search, _chunks)


def _bytes(node: Node, search: _Search) -> None:
    """The bytes of the whole text."""
    use = search.module.use(node)
    call = search.module.lower(use.node) if use.kind == "argument" else None
    if use.kind == "member" and use.key == "toString" and is_called(use.node, search):
        _all(search.module.use(use.node).node, search)
    elif isinstance(call, Call) and isinstance(call.callee, Member) and call.callee.key == "decode":
        _all(use.node, search)
    else:
        _on(use, search, _bytes)


def _all(node: Node, search: _Search) -> None:
    """Text that is gathered in a variable: it holds the whole at the end."""
    use = search.module.use(node)
    call = search.module.lower(use.node) if use.kind == "argument" else None
    if isinstance(call, Call) and written(call.callee.node) == "JSON.parse":
        search.wholes.append(use.node)
    elif use.kind in ("flows", "assigned") or (use.kind == "member" and use.key in ("trim", "toString")):
        _text(node, search, _all)
    else:
        _text(node, search)


def _text(node: Node, search: _Search, follow: Callable[[Node, _Search], None] | None = None) -> None:
    """Text that holds lines: it is added to a buffer, and split. What ``follow`` says goes on with the same text."""
    use, parent = search.module.use(node), node.parent
    go_on = follow or _text
    if use.kind == "member" and use.key == "split" and is_called(use.node, search):
        call = search.module.lower(search.module.use(use.node).node)
        if isinstance(call, Call) and [written(one.value.node) in BREAKS for one in call.arguments] == [True]:
            _lines(call.node, search)
            return
    if parent is not None and _is_added(node):
        left = parent.child_by_field_name("left")
        each(_bound(left, search), search, _all)
    elif use.kind == "formatted" and parent is not None:
        (_all if _gathers(parent) else _text)(parent, search)
    elif use.kind == "member" and use.key in ("trim", "trimEnd", "toString") and is_called(use.node, search):
        go_on(search.module.use(use.node).node, search)
    else:
        _on(use, search, go_on)


def _lines(node: Node, search: _Search) -> None:
    """The lines: filtered, and gone through."""
    use = search.module.use(node)
    match use.kind:
        case "iterated":
            search.found.append(use)
        case "member" if use.key == "filter" and is_called(use.node, search):
            _lines(search.module.use(use.node).node, search)
        case "member" if use.key == "forEach" and is_called(use.node, search):
            call = search.module.use(use.node).node
            given = children(call.child_by_field_name("arguments") or call)
            _function(given[0] if len(given) == 1 else None, use, search)
        case _:
            _on(use, search, _lines)


def _function(given: Node | None, use: Use, search: _Search) -> None:
    """A function that gets a line: it is to a line what the body of a loop is."""
    name = parameter(given) if given is not None and given.type in INLINE else None
    bindings = _bound(name, search) if name is not None else []
    if given is not None and bindings:
        search.found.append(Use("iterated", given, use.span, bindings=tuple(bindings)))
    search.lost = search.lost or not bindings


def _on(use: Use, search: _Search, follow: Callable[[Node, _Search], None]) -> None:
    """Goes on where a value keeps its kind, or is only shown."""
    if use.kind != "argument" or not _is_shown(use, search):
        on(use, search, follow)


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


def _gathers(sum_: Node) -> bool:
    """Whether ``buffer + value`` is what ``buffer`` becomes."""
    outer, first = sum_.parent, sum_.child_by_field_name("left")
    target = outer.child_by_field_name("left") if outer is not None and outer.type == "assignment_expression" else None
    return target is not None and first is not None and written(target) == written(first)


def _is_shown(use: Use, search: _Search) -> bool:
    call = search.module.lower(use.node)
    return isinstance(call, Call) and isinstance(call.callee, Member) and call.callee.key in SHOWN
