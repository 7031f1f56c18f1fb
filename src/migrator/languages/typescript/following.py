"""From the reader of a stream to its chunks, and on where a value keeps its kind: whatever is looked for there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from migrator.record import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tree_sitter import Node

    from migrator.syntax import Binding, Module, Use


@record(frozen=False, slots=False)
class Search:
    """Follows a value through a file. ``idle`` are members that give nothing of it; ``lost`` says that it got away."""

    module: Module
    idle: frozenset[str]
    seen: set[int] = field(default_factory=set)
    lost: bool = False


S = TypeVar("S", bound=Search)


def reader(node: Node, search: S, chunk: Callable[[Node, S], None]) -> None:
    """Follows a reader to each ``chunk`` that it gives."""
    use = search.module.use(node)
    if use.kind == "member" and use.key == "read" and is_called(use.node, search):
        _result(search.module.use(use.node).node, search, chunk)
    else:
        on(use, search, partial(reader, chunk=chunk))


def _result(node: Node, search: S, chunk: Callable[[Node, S], None]) -> None:
    """What a reader gives: a chunk, or that there is none any more."""
    use = search.module.use(node)
    if use.kind == "member" and use.key == "value":
        chunk(use.node, search)
    elif use.kind == "assigned" and all(binding.path for binding in use.bindings):
        each((one for one in use.bindings if one.path == ("value",)), search, chunk)
        search.lost = search.lost or any(one.path not in (("value",), ("done",)) for one in use.bindings)
    else:
        on(use, search, partial(_result, chunk=chunk))


def on(use: Use, search: S, follow: Callable[[Node, S], None]) -> None:
    """Goes on where a value keeps its kind; what tells nothing of it is passed by."""
    match use.kind:
        case "flows":
            follow(use.node, search)
        case "assigned" if use.bindings and not any(binding.path for binding in use.bindings):
            each(use.bindings, search, follow)
        case "tested" | "compared" | "discarded":
            pass
        case "member" if use.key in search.idle:
            pass
        case _:
            search.lost = True


def each(bindings: Iterable[Binding], search: S, follow: Callable[[Node, S], None]) -> None:
    """Goes on at every read of some bindings, at each once."""
    for binding in bindings:
        for read in search.module.uses(binding):
            if read.node.id not in search.seen:
                search.seen.add(read.node.id)
                follow(read.node, search)


def is_called(member: Node, search: Search) -> bool:
    """Whether a member is a method that is called."""
    return search.module.use(member).kind == "called"
