"""Streams that the old library's clients can stop: a client of the new one does it through a snippet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.snippets import available, taken
from migrator.model import Keep
from migrator.syntax import Member
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.package.calls import PackageCall
    from migrator.analysis.package.clients import Construction
    from migrator.analysis.package.named import Naming
    from migrator.analysis.request.slots import Draft
    from migrator.model import Span
    from migrator.rules.load import RuleSet
    from migrator.syntax import Module, Parts

FETCHING = "fetch"
"""The argument of a client through which its requests go, which can stop them in a way of its own."""


def stopped(
    called: PackageCall,
    names: Naming,
    made: Sequence[Construction],
    stream: bool | None,
    project: Project,
    rules: RuleSet,
    draft: Draft,
) -> None:
    """Adds what a call needs so that its stream can be stopped as before, and what stops it.

    Args:
        called: the call.
        names: what becomes of the names of its file.
        made: the clients that it may be made on.
        stream: whether the stream has a method called that stops it; ``None`` if the call gives none.
        project, rules, draft: the code base, the rules, and where the edits go.
    """
    package, module, call = called.package, called.module, called.call
    function = package.aborts.get("all", "")
    for abort in names.aborts:
        _through(function, (names.default,), abort.span, module, project, rules, draft)
    mine = [one for one in made if (module.source.path, call.node.id) in one.calls]
    for one in made:
        for there, abort in one.aborts:
            if isinstance(abort.callee, Member):
                _through(function, (Keep(abort.callee.object.span),), abort.span, there, project, rules, draft)
        if names.caught and FETCHING in one.given:
            why = "requests go through a function of the code's own, whose errors have another class here"
            draft.problems.append(Problem(module.source.path, call.span, why, "look at the `cause` of the error"))
    aborted = any(one.aborts for one in mine) if called.client else bool(names.aborts)
    if stream is None or not (stream or aborted):
        return
    owner = call.callee.object.span if called.client and isinstance(call.callee, Member) else None
    text = module.source.data[owner.start : owner.end].decode("utf-8", "replace") if owner is not None else ""
    parts: Parts = (f"{text or names.default}, ", Keep(call.span))
    _through(package.aborts.get("stream", ""), parts, call.span, module, project, rules, draft)


def _through(
    function: str, value: Parts, span: Span, module: Module, project: Project, rules: RuleSet, draft: Draft
) -> None:
    """Puts a call of a function of a snippet at a place."""
    if not available(function, module, project, rules):
        why = f"it needs a function like `{function}`, which there is none of for this file"
        draft.problems.append(Problem(module.source.path, span, why, "stop the streams by hand"))
        return
    got = taken(function, module, project, rules)
    if got.why:
        draft.problems.append(Problem(module.source.path, span, got.why, "give one of the two another name"))
    draft.imports.append(got.imported)
    draft.files.append(got.file)
    draft.edits.append(module.edit(span, (f"{got.name}(", *value, ")"), function))
