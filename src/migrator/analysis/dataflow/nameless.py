"""Who calls a function that has no name: whoever calls the value that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.callers import Callers, Stray, callers
from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.origins import definitions
from migrator.analysis.dataflow.project import Site
from migrator.model import Span
from migrator.syntax import Call

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.syntax import Module, Scope


def given_to(scope: Scope, module: Module, project: Project) -> Project:
    """The code base as it is seen from the call that a function without a name is written in.

    What calls it there may be called with other functions too; what this one gives goes back to this call alone.
    """
    use = module.use(scope.node) if not module.called(scope)[0] else None
    call = module.lower(use.node) if use is not None and use.kind == "argument" else None
    if not isinstance(call, Call):
        return project
    for found in definitions(call.callee, module, project):
        taken = found.module.parameters(found.expression) if found.module.is_function(found.expression) else []
        if taken and taken[0].scope not in project.sites:
            project = project.seen_from(taken[0].scope, Site(call, module))
    return project


def calling(scope: Scope, module: Module, project: Project) -> Callers:
    """Every call of the function that a scope belongs to, with a name or without."""
    known = callers(scope, module, project)
    if module.called(scope)[0]:
        return known
    sites, strays = [], []
    for touch in touches(scope.node, module, project):
        call = touch.module.lower(touch.use.node)
        if touch.use.kind == "called" and not touch.path and isinstance(call, Call):
            sites.append(Site(call, touch.module))
        else:
            where = Span(touch.node.start_byte, touch.node.end_byte)
            strays.append(Stray(touch.module, where, "a function without a name is called by others"))
    return Callers(tuple(sites), tuple(strays)) if sites or strays else known
