"""The loops over what a call gives one by one, wherever it goes before that."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from migrator.analysis.reply.leaving import handed, returned
from migrator.analysis.reply.looks import measured

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.syntax import Module, Use

Loop: TypeAlias = "Callable[[Follower, Node, Use], None]"
Elsewise: TypeAlias = "Callable[[Follower, Node], None]"


def looped(
    follower: Follower,
    node: Node,
    loop: Loop,
    what: str,
    other: Elsewise | None = None,
    passes: Callable[[Module, Use], bool] = lambda *_: False,
) -> None:
    """Finds the loops over what a call gives, in other functions too; ``other`` follows what is none.

    What ``passes`` is left as it is.
    """

    def go(there: Follower, made: Node, read: Node) -> None:
        use = there.module.use(read)
        match use.kind:
            case "iterated":
                loop(there, made, use)
            case "flows":
                go(there, made, use.node)
            case "assigned" | "entered":
                there.bound(use, lambda name: go(there, made, name))
            case "discarded" | "tested" | "compared":
                pass
            case "member" if passes(there.module, use):
                pass
            case "argument" if measured(use, there.module, printed=True):
                pass
            case "returned" if use.scope is not None and there.library is None:
                returned(there, use, read, lambda caller, call: go(caller, call, call))
            case "argument" if there.library is None and handed(
                there, use, read, lambda inside, name: go(inside, name, name)
            ):
                pass
            case _ if other is not None:
                other(there, read)
            case _:
                how = "read it in a loop where the call is made"
                there.problem(use.node, f"{what} is not read in a loop here", how)

    go(follower, node, node)
