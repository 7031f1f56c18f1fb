"""Parts of a reply that the new server does not tell: what the code itself has in the place of a missing one.

Only where they are kept, shown or worked out for that: a size of 0 that a test then looks at, or that a function gives
back, would decide something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.reply.looks import measured
from migrator.analysis.reply.paths import has_inside, rule_at
from migrator.model import Keep, Span
from migrator.syntax import Call, Mapping, Name

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower
    from migrator.syntax import Expression, Module, Steps, Use

DEEPEST = 6
NUMBERS = frozenset({"int", "float", "round", "str"})
"""Functions that make of a number, or of a text, another one."""


def stood_in(follower: Follower, use: Use, told: str, why: str) -> bool:
    """Writes what the code gives for the missing part ``told`` in its place; false if it gives nothing, or decides by
    it.

    That is the default of a look for it, of the last one where they follow each other, or nothing.
    """
    module, node, default = follower.module, use.node, use.default
    if not use.soft:
        return False
    while True:
        if (other := _other(node, module)) is not None:
            node, default = module.use(node).node, other
        elif (step := module.use(node)).kind == "member" and step.soft and _is_empty(default):
            node, default = step.node, step.default
        elif step.kind == "flows" and _is_empty(default) and module.use(step.node).kind == "member":
            node = step.node  # in parentheses
        else:
            break
    if (default is None and (module.loose or not follower.plain)) or not _kept(node, module, default is not None):
        return False
    parts = (Keep(default.span),) if default is not None else module.literal(None, module.quote(node), ())
    follower.trace.edits.append(module.edit(Span(node.start_byte, node.end_byte), parts, follower.rule))
    instead = "its default" if default is not None else "nothing"
    follower.trace.reviews.append(f"{told} has no counterpart, {instead} stands in its place: {why}")
    return True


def nowhere(follower: Follower, path: Steps) -> bool:
    """Whether what is looked for at a path is there neither before nor afterwards, so that it may be read as it is."""
    return follower.plain and len(path) == 1 and path[0] in follower.never and rule_at(follower.table, path) is None


def never_there(follower: Follower, use: Use, above: Steps) -> bool:
    """Writes the default of a look for what was no field of the old reply in its place; false if it has none.

    ``above`` is the part that is looked into: of a list, which has no fields, nothing can be asked in this way.
    """
    module, node = follower.module, use.node
    if has_inside(follower.table, (*above, "[]")) or rule_at(follower.table, (*above, "[]")) is not None:
        return False
    if not use.soft or use.default is None or not _fits(node, module):
        return False
    edit = module.edit(Span(node.start_byte, node.end_byte), (Keep(use.default.span),), follower.rule)
    follower.trace.edits.append(edit)
    return True


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
            places = [*(name.node for name in names), *([use.onward] if use.onward else [])]
            return depth > 0 and all(_fits(one, module, depth - 1) for one in places)
        case "iterated":
            return False  # nobody writes a loop over nothing
    return True


def _is_empty(default: Expression | None) -> bool:
    return isinstance(default, Mapping) and not default.entries


def _other(node: Node, module: Module) -> Expression | None:
    """What stands for the value at ``node`` where it is nothing: ``other`` in ``value or other``."""
    use = module.use(node)
    found = module.bodies.fallback(module.lower(use.node)) if use.kind == "flows" and module.bodies else None
    return found[1] if found is not None and found[0].node.id == node.id else None


def _kept(node: Node, module: Module, something: bool, depth: int = DEEPEST) -> bool:
    """Whether a value is only kept or shown; with ``something`` it may be worked with for that."""
    use = module.use(node)
    if not depth:
        return False
    match use.kind:
        case "element" | "stored" | "discarded" | "yielded":
            return True
        case "formatted":
            plain = module.source.data[node.end_byte : node.end_byte + 1] == b"}"  # and no format that asks for more
            return plain or something
        case "argument":
            call = module.lower(use.node)
            number = isinstance(call, Call) and isinstance(call.callee, Name) and call.callee.name in NUMBERS
            inner = number and something and _kept(use.node, module, something, depth - 1)
            return inner or measured(use, module, printed=True)
        case "member" if something and use.soft:  # a default that is a mapping
            return _kept(use.node, module, use.default is not None, depth - 1)
        case "member" if something and (step := module.use(use.node)).kind == "called":
            return _kept(step.node, module, something, depth - 1)
        case "flows":
            other = _other(node, module)
            return _kept(use.node, module, something or other is not None, depth - 1)
        case "sliced" | "worked" if something:
            return _kept(use.node, module, something, depth - 1)
        case "assigned" if use.bindings and not any(binding.path for binding in use.bindings):
            names = [name for binding in use.bindings for name in module.uses(binding)]
            sole = all(len(module.reaching(name)) == 1 for name in names)
            on = use.onward is None or _kept(use.onward, module, something, depth - 1)
            return on and sole and all(_kept(name.node, module, something, depth - 1) for name in names)
    return False
