"""Which calls of a file move to the new library while others of it stay: those that have nothing in common with them.

A call has its own import and its own client where it stands alone. It stays with a call that stays where the two share
a client or a list or mapping that is sent, where their replies are compared, and where one prepares the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.origins import origins
from migrator.analysis.package.fitting import fitted
from migrator.analysis.package.naming import naming
from migrator.analysis.package.units import unit
from migrator.analysis.request.slots import of_arguments
from migrator.record import replace
from migrator.syntax import Items, Mapping

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.package.calls import PackageCall
    from migrator.analysis.package.clients import Construction
    from migrator.analysis.reply.trace import Trace
    from migrator.model import Edit
    from migrator.rules.load import RuleSet
    from migrator.syntax import Scope
    from migrator.unit import Unit

STAYS = "stays"
"""What the group of the calls that stay is called besides its file and package."""


def units(
    called: list[PackageCall], made: list[Construction], project: Project, rules: RuleSet
) -> list[tuple[Unit, Trace]]:
    """The units of the calls of a file, all together or, where some stay, those apart that have nothing of them.

    Args:
        called: all calls of the file.
        made: the clients that it makes.
        project: the code base.
        rules: what is known of the server.
    """
    whole = [unit(each, called, made, project, rules) for each in called]
    if not any(one.problems for one, _ in whole):
        return whole
    return _apart(called, made, project, rules) or whole


def _apart(
    called: list[PackageCall], made: list[Construction], project: Project, rules: RuleSet
) -> list[tuple[Unit, Trace]] | None:
    """The units where some calls stay; ``None`` if that is all of them, or it cannot be told what is whose."""
    module, package = called[0].module, called[0].package
    own = [[one for one in made if _place(each) in one.calls] for each in called]
    if package.by_object or any(path != one.path for one in made for path, _ in one.calls):
        return None
    if any(each.package is not package or (each.client and not own[i]) for i, each in enumerate(called)):
        return None
    found = [unit(each, called, own[i], project, rules) for i, each in enumerate(called)]
    here, reasons = fitted(package, module, project, rules), set[int]()
    named = set(naming(module, here, called).edits)
    while True:
        reasons |= {i for i, (one, _) in enumerate(found) if one.problems}
        stay = together(called, made, frozenset(reasons), project)
        moving = {i: each for i, each in enumerate(called) if i not in stay}
        if not moving:
            return None
        clients = {one.call.node.id for i in moving for one in own[i]}
        staying = frozenset(
            [called[i].call.callee.node.id for i in stay if not called[i].client]
            + [one.call.callee.node.id for one in made if one.call.node.id not in clients]
        )
        named |= set(naming(module, here, list(moving.values()), staying).edits)
        for i, each in moving.items():
            found[i] = unit(each, list(moving.values()), own[i], project, rules, staying)
        if not any(found[i][0].problems for i in moving):
            break
    return [(_stays(one, named), trace) if i in stay else (one, trace) for i, (one, trace) in enumerate(found)]


def _stays(unit: Unit, named: Set[Edit]) -> Unit:
    """A unit that stays without those that move: the names of the file are not its own."""
    edits = tuple(edit for edit in unit.edits if edit not in named)
    return replace(unit, edits=edits, group=f"{unit.group}:{STAYS}")


def together(
    called: Sequence[PackageCall], made: Sequence[Construction], reasons: frozenset[int], project: Project
) -> set[int]:
    """The indices of all calls that stay if those at ``reasons`` do, each for a reason of its own.

    Args:
        called: the calls of a file.
        made: the clients that it makes.
        reasons: indices of ``called``.
        project: the code base.
    """
    found, sent = set(reasons), [_sent(each, project) for each in called]
    while True:
        known = len(found)
        staying = [one for one in made if not one.calls or any(_place(called[i]) in one.calls for i in found)]
        addresses = {edit for one in staying for edit in one.edits}
        anywhere = any(one.open for one in staying)  # what the others move may be its address
        staying += [one for one in made if not addresses.isdisjoint(one.edits) or (anywhere and _moves_others(one))]
        clients = [one.calls for one in staying]
        lists = {one for index in found for one in sent[index]}
        asking = [_home(called[index]) for index in reasons if not infers(called[index])]
        for index, each in enumerate(called):
            if (
                any(_place(each) in calls for calls in clients)
                or lists & sent[index]
                or (found and _prepares(each))
                or (each.operation.compared and any(called[i].operation.compared for i in found))
                or (infers(each) and _home(each) in asking)
            ):
                found.add(index)
        if len(found) == known:
            return found


def _moves_others(one: Construction) -> bool:
    """Whether the address of a client is changed elsewhere than where it is made."""
    return any(
        edit.path != one.path or not (one.call.span.start <= edit.span.start < one.call.span.end) for edit in one.edits
    )


def infers(call: PackageCall) -> bool:
    """Whether a call uses a model, rather than asks after models or changes which are there."""
    return call.operation.new is not None and bool(call.operation.request)


def _prepares(call: PackageCall) -> bool:
    """Whether a call changes what the server has, for others to use."""
    return call.operation.new is None


def _place(call: PackageCall) -> tuple[str, int]:
    return call.module.source.path, call.call.node.id


def _home(call: PackageCall) -> Scope:
    """The function that a call is in, or the module."""
    scope = call.module.scope(call.call.span.start)
    while scope.kind not in ("function", "module") and scope.parent is not None:
        scope = scope.parent
    return scope


def _sent(call: PackageCall, project: Project) -> set[tuple[str, int]]:
    """The lists and mappings that a call sends, each as its file and node."""
    slots = of_arguments(call.call.arguments, call.package.positional.get(call.function, ()), spreads=True)
    return {
        (one.module.source.path, one.expression.node.id)
        for slot in slots or ()
        for one in origins(slot.value, call.module, project)
        if isinstance(one.expression, Items | Mapping)
    }
