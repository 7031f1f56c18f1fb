"""Parts of a reply that the new server does not tell: what the code itself has in the place of a missing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.looks import measured
from migrator.model import Keep, Span
from migrator.syntax import Mapping

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.syntax import Expression, Module, Use

DEEPEST = 4


def stood_in(follower: Follower, use: Use, told: str, why: str) -> bool:
    """Writes what the code gives for the missing part ``told`` in its place; false if it gives nothing, or fails at it.

    That is the default of a look for it, of the last one where they follow each other, or nothing where the code does
    no more with it than keep or show it.
    """
    module, node, default = follower.module, use.node, use.default
    if not use.soft:
        return False
    while (step := module.use(node)).kind == "member" and step.soft and _is_empty(default):
        node, default = step.node, step.default
    instead = "its default" if default is not None else "nothing"
    if default is not None:
        if not _fits(node, module):
            return False
        _put(follower, node, (Keep(default.span),))
    elif module.loose or not follower.plain or not _kept_alone(node, module):
        return False
    elif (other := _other(node, module)) is not None:
        instead = "its default"
        _put(follower, module.use(node).node, (Keep(other.span),))
    else:
        _put(follower, node, module.literal(None, module.quote(node), ()))
    follower.trace.reviews.append(f"{told} has no counterpart, {instead} stands in its place: {why}")
    return True


def never_there(follower: Follower, use: Use) -> bool:
    """Writes the default of a look for what was no field of the old reply in its place; false if it has none."""
    if not use.soft or use.default is None or not _fits(use.node, follower.module):
        return False
    _put(follower, use.node, (Keep(use.default.span),))
    return True


def _put(follower: Follower, node: Node, parts: tuple[str | Keep, ...]) -> None:
    follower.trace.edits.append(follower.module.edit(Span(node.start_byte, node.end_byte), parts, follower.rule))


def _is_empty(default: Expression | None) -> bool:
    return isinstance(default, Mapping) and not default.entries


def _fits(node: Node, module: Module, depth: int = DEEPEST) -> bool:
    """Whether no part of a default is taken for granted that stands where ``node`` stands."""
    use = module.use(node)
    match use.kind:
        case "member":
            return use.soft or module.use(use.node).kind == "called"
        case "flows":
            return depth > 0 and _fits(use.node, module, depth - 1)
        case "assigned":
            names = [name for binding in use.bindings for name in module.uses(binding)]
            return depth > 0 and all(_fits(name.node, module, depth - 1) for name in names)
    return True


def _other(node: Node, module: Module) -> Expression | None:
    """What stands for the value at ``node`` where it is nothing: ``other`` in ``value or other``."""
    use = module.use(node)
    found = module.bodies.fallback(module.lower(use.node)) if use.kind == "flows" and module.bodies else None
    return found[1] if found is not None and found[0].node.id == node.id else None


def _kept_alone(node: Node, module: Module, depth: int = DEEPEST) -> bool:
    """Whether a value is only kept, shown or asked whether it is there, all of which nothing can be as well."""
    use = module.use(node)
    match use.kind:
        case "element" | "stored" | "tested" | "discarded" | "yielded":
            return True
        case "flows":
            other = _other(node, module)
            if other is not None:
                return _fits(use.node, module)
            return depth > 0 and _kept_alone(use.node, module, depth - 1)
        case "formatted":
            return module.source.data[node.end_byte : node.end_byte + 1] == b"}"  # and no format that asks for more
        case "argument":
            return measured(use, module, printed=True)
        case "assigned" if use.bindings and depth and not any(binding.path for binding in use.bindings):
            names = [name for binding in use.bindings for name in module.uses(binding)]
            sole = all(len(module.reaching(name)) == 1 for name in names)
            return sole and all(_kept_alone(name.node, module, depth - 1) for name in names)
    return False
