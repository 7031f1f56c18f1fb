"""The addresses under which a test answers, or which it expects to be asked: they move with the calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.readings import readings
from migrator.analysis.http.endpoints import endpoints
from migrator.analysis.http.relocation import bases, split
from migrator.model import Span
from migrator.syntax import Call, Member

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from migrator.analysis.dataflow.project import Project
    from migrator.model import Edit
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.syntax import Module, Text


def addresses(
    module: Module, operation: Operation, project: Project, rules: RuleSet, changed: Collection[Span]
) -> Iterator[tuple[Span, list[Edit]]]:
    """The strings of a test that name the address of an operation, each with the edits that let it name the new one.

    What is before the path stays where the test also writes it by itself, for the code to ask there, and that is not
    among what is ``changed`` in the file anyway.
    """
    new = operation.new
    path = operation.old.path
    ends = [one.start() for one in re.finditer(re.escape(path.encode()) + rb"""(?=["'])""", module.source.data)]
    if new is None or path == "/" or not ends:
        return
    for text in module.strings([Span(at, at + len(path)) for at in ends]):
        if text.value == path:
            if _expected(text, module):
                (piece,) = text.pieces
                yield text.span, [module.edit(piece.span, (new.path,), operation.operation)]
            continue
        named = endpoints(readings(text, module, project), [], "", rules)
        mine = [one for one in named if one.operation is operation and one.proof == "proved"]
        pieces = [split(one, new.path, rules.evidence) for one in mine]
        if mine and all(pieces):
            moved = [
                place.module.edit(place.span, (to,), operation.operation) for one in pieces for place, to in one or ()
            ]
            if not any(_given(place.text, module, changed) for one in mine for place in one.bases):
                moved += bases(mine, rules.evidence, operation.operation)
            yield text.span, moved


def _given(base: str, module: Module, changed: Collection[Span]) -> bool:
    """Whether a file writes a base by itself, where it stays as it is."""
    alone = re.finditer(rb"""["']""" + re.escape(base.rstrip("/").encode()) + rb"""/?["']""", module.source.data)
    return any(not any(one.start() < span.end and span.start < one.end() for span in changed) for one in alone)


def _expected(text: Text, module: Module) -> bool:
    """Whether a path is what a test compares with the address that was asked."""
    use = module.use(text.node)
    if use.kind == "compared":
        return True
    call = module.lower(use.node) if use.kind == "argument" else None
    callee = call.callee if isinstance(call, Call) else None
    return module.doubles is not None and isinstance(callee, Member) and callee.key in module.doubles.looks
