"""Statements around a call that measure how long it takes, for languages whose statements stand in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from tree_sitter import Node

NAMES = (("started", "elapsed"), ("request_started", "request_elapsed"), ("requestStarted", "requestElapsed"))


def names(free: Callable[[str], bool]) -> tuple[str, str] | None:
    """Names for the moment a call begins and for the time it takes, which are not in use."""
    return next((pair for pair in NAMES if all(map(free, pair))), None)


def own(
    named: str, others: Collection[str], free: Callable[[str], bool], ends: tuple[str, str]
) -> tuple[str, str] | None:
    """Names after the variable that a call is given to, where its function makes other calls; ``None`` if that tells
    it from no other.
    """
    pair = (f"{named}{ends[0]}", f"{named}{ends[1]}")
    return pair if named and named not in others and all(map(free, pair)) else None


def statement(call: Node, blocks: Collection[str], barred: Collection[str]) -> Node | None:
    """The statement of a block that makes a call; ``None`` if something ``barred`` stands between them."""
    node = call
    while node.parent is not None and node.parent.type not in blocks:
        node = node.parent
        if node.type in barred:
            return None
    return node if node.parent is not None else None


def passed(call: Node, made: Node) -> Iterator[Node]:
    """What stands between a call and the statement that makes it, from the inside."""
    return _up(call, made)


def follow(made: Node, reads: Sequence[Node], functions: Collection[str]) -> bool:
    """Whether reads follow a statement in its own block, and in its own function."""
    block = made.parent
    return block is not None and all(
        made.end_byte <= read.start_byte < block.end_byte and not _between(read, block, functions) for read in reads
    )


def _between(node: Node, block: Node, functions: Collection[str]) -> bool:
    """Whether a function stands between a node and the block around it."""
    return any(at.type in functions for at in _up(node, block))


def _up(node: Node, block: Node) -> Iterator[Node]:
    at = node.parent
    while at is not None and at.id != block.id:
        yield at
        at = at.parent


def around(made: Node, before: str, after: str, data: bytes) -> tuple[tuple[Span, tuple[str]], ...] | None:
    """The insertions of a line in front of a statement that has its line to itself, and of one behind it."""
    first = data.rfind(b"\n", 0, made.start_byte) + 1
    indent = data[first : made.start_byte]
    end = data.find(b"\n", made.end_byte)
    end = len(data) if end < 0 else end
    rest = data[made.end_byte : end].strip()
    if indent.strip() or (rest and not rest.startswith((b"#", b"//", b";"))) or rest.count(b";") > 1:
        return None
    if data[end - 1 : end] == b"\r":
        end -= 1
    margin = indent.decode()
    return (
        (Span(made.start_byte, made.start_byte), (f"{before}\n{margin}",)),
        (Span(end, end), (f"\n{margin}{after}",)),
    )
