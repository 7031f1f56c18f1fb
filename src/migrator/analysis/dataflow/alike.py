"""Whether two values that meet in one place may be read in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.dataflow.given import given_at
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.syntax import Awaited, Binding, Call, Choice, Expression, Items, Mapping, Member, Name, Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Module


def alike(value: Expression, module: Module, calls: frozenset[int]) -> bool:
    """Whether a value stands for nothing yet, or is what one of ``calls``, of the same operation, gives."""
    if isinstance(value, Choice):
        return all(alike(option, module, calls) for option in value.options)
    return module.neutral(value.node) or any(call.node.id in calls for call in _chain(value))


def same(binding: Binding, module: Module, project: Project, calls: frozenset[int]) -> bool:
    """Whether what a binding gives its name may be read as the result of one of ``calls``."""
    if binding.value is None:
        return False
    value = module.lower(binding.value)
    return alike(value, module, calls) or (not binding.path and comes_from(value, module, project, calls))


def stranger(whole: Node, node: Node, module: Module, calls: frozenset[int]) -> Expression | None:
    """What the expression at ``whole``, of which ``node`` is one value, may be instead; nothing where only its truth
    counts."""
    choice = module.lower(whole)
    if not isinstance(choice, Choice) or module.position(whole) == "test":
        return None
    others = (one for one in choice.options if one.span.end <= node.start_byte or node.end_byte <= one.span.start)
    return next((one for one in others if not alike(one, module, calls)), None)


def hollow(value: Expression) -> bool:
    """Whether a value is a list of one mapping with nothing in it, which stands for no element at all."""
    return isinstance(value, Items) and all(isinstance(one, Mapping) and not one.entries for one in value.items)


def soften(taken: Sequence[Use], module: Module) -> tuple[bool, bool]:
    """Whether accesses give a default where nothing is there, and whether it is unclear which."""
    between = [step for step in taken[:-1] if step.soft]
    given = [step.default for step in between if step.default is not None]
    unclear = any(not (module.neutral(one.node) or hollow(one)) for one in given)
    carried = all(step.default is not None or module.lenient(step.node) for step in between)
    return carried and (taken[-1].soft or module.lenient(taken[0].node)), unclear


def missing(step: Use, module: Module) -> bool:
    """Whether an access gives nothing, or a default, where the part it asks for is missing."""
    return step.soft or module.lenient(step.node)


def by_key(step: Use, module: Module) -> bool:
    """Whether a part is got by a key, as from a dictionary."""
    access = module.lower(step.node)
    return not isinstance(access, Member) or (access.subscript and isinstance(step.key, str))


def _chain(value: Expression) -> Iterator[Call]:
    """The calls that a value is made by, one on the other: ``f(x).g()``."""
    while isinstance(value, Call | Awaited | Member):
        if isinstance(value, Call):
            yield value
            value = value.callee
        else:
            value = value.value if isinstance(value, Awaited) else value.object


def comes_from(value: Expression, module: Module, project: Project, calls: frozenset[int], depth: int = 6) -> bool:
    """Whether a value comes from one of ``calls``, wherever it has been in between."""
    return all(_comes(one.expression, one.module, project, calls, depth) for one in origins(value, module, project))


def _parsed(call: Call, module: Module, project: Project) -> Expression | None:
    """The text, or what it is read from, that a call makes a value of."""
    loops, first = module.loops, call.arguments[0].value if call.arguments else None
    names = qualified(call.callee, module, project) if loops is not None and first is not None else frozenset()
    return first if loops is not None and names & (loops.parsers | loops.readers) else None


def _comes(at: Expression, module: Module, project: Project, calls: frozenset[int], depth: int) -> bool:
    while isinstance(at, Call | Awaited | Member) and at.node.id not in calls:
        if isinstance(at, Call) and (text := _parsed(at, module, project)) is not None:
            at = text
        else:
            at = at.callee if isinstance(at, Call) else at.value if isinstance(at, Awaited) else at.object
    if at.node.id in calls:
        return True
    if not depth or not isinstance(at, Name):
        return False
    bindings = module.reaching(at)
    for binding in bindings:
        if binding.kind == "parameter":
            known = callers(binding.scope, module, project)
            given = [(site, given_at(site, binding, module)) for site in known.sites]
            if (
                known.strays
                or not given
                or not all(
                    one is not None and comes_from(one, site.module, project, calls, depth - 1) for site, one in given
                )
            ):
                return False
            continue
        plain = binding.kind in ("assigned", "entered") and not binding.path
        if not plain or binding.value is None:
            return False
        if not comes_from(module.lower(binding.value), module, project, calls, depth - 1):
            return False
    return bool(bindings)
