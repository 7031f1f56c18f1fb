"""Where a reply gets out of sight: returned to callers, handed to a function, or merely shown to somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.alike import comes_from
from migrator.analysis.dataflow.callers import Callers, callers
from migrator.analysis.dataflow.given import given_at
from migrator.analysis.dataflow.nameless import calling, given_to
from migrator.analysis.dataflow.origins import definitions
from migrator.analysis.dataflow.test_files import is_test
from migrator.analysis.reply.looks import LEAVES, displayed
from migrator.record import replace
from migrator.syntax import Call, Use

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.reply.replies import Follower

BY_HAND = "read its parts where the call is made, or rewrite what receives it by hand"
DISPLAYED = "what is printed or logged of the reply has the new server's shape"


def returned(
    follower: Follower,
    use: Use,
    node: Node,
    follow: Callable[[Follower, Node], None],
    boundary: Callable[[], bool] = lambda: False,
) -> None:
    """Goes on where the function is called: from the call it is looked at from, else from every call.

    Where it is returned to somebody unknown, ``boundary`` may give it its old shape back.
    """
    assert use.scope is not None
    if use.scope.node.id in follower.seen:
        return
    follower.seen.add(use.scope.node.id)
    site = follower.project.sites.get(use.scope)
    known = Callers((site,), ()) if site is not None else calling(use.scope, follower.module, follower.project)
    if known.strays or not known.sites:
        if boundary():
            return
        stray = known.strays[0].told if known.strays else "nothing in the project calls this function"
        follower.problem(use.node, f"the reply is returned whole: {stray}", BY_HAND)
        return
    assured, project = follower.succeeded(node), given_to(use.scope, follower.module, follower.project)
    for there in known.sites:
        inner = replace(follower, module=there.module, project=project, checks=[], assured=assured)
        follow(inner, there.call.node)


def handed(follower: Follower, use: Use, node: Node, follow: Callable[[Follower, Node], None]) -> bool:
    """Goes on in the function of the project that a reply is handed to; false if that is not what is done.

    All calls of the function must give it a reply of the same operation.
    """
    module, project = follower.module, follower.project
    call = module.lower(use.node)
    found = definitions(call.callee, module, project) if isinstance(call, Call) else []
    if len(found) != 1 or not isinstance(call, Call) or not found[0].module.is_function(found[0].expression):
        return False
    inside = found[0].module
    for binding in inside.parameters(found[0].expression):
        if use.argument in (binding.name, binding.position - inside.called(binding.scope)[1]):
            break
    else:
        return False
    known = callers(binding.scope, inside, project)
    if known.strays:
        follower.problem(node, f"the reply is handed to a function: {known.strays[0].told}", BY_HAND)
        return True
    for site in known.sites:
        given = given_at(site, binding, inside)
        if given is None or site.call.node.id == call.node.id:
            continue
        if not comes_from(given, site.module, project, follower.calls):
            place, line = site.module.source.path, site.module.source.position(site.call.span.start)[0]
            if is_test(place) and not is_test(follower.home):
                replace(follower, module=site.module).problem(site.call.node, "", "")
                continue
            follower.problem(
                node, f"the function it is handed to is given something else too ({place}:{line})", BY_HAND
            )
            return True
    assured = follower.succeeded(node)
    inner = replace(follower, module=inside, checks=[], assured=assured)
    entered = Use("assigned", binding.node, use.span, bindings=(binding,))
    inner.bound(entered, lambda read: follow(inner, read))
    return True


def leaves(follower: Follower, use: Use, node: Node) -> None:
    """Notes that a value goes where it is not followed, unless it is only shown to somebody there."""
    if follower.chunk is None and displayed(node, follower.module):
        if DISPLAYED not in follower.trace.reviews:
            follower.trace.reviews.append(DISPLAYED)
        return
    how = LEAVES.get(use.kind, "is used in a way that is not followed")
    follower.problem(use.node if use.kind != "argument" else node, f"the reply {how}", BY_HAND)
