"""Who else uses the text of a URL that changes: what takes it apart, or takes it where it is not followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.origins import definitions
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.request.carriers import LOOKED_AT
from migrator.model import Span
from migrator.syntax import Call, Member, Name
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.dataflow.objects import Touch
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.http.endpoints import Place
    from migrator.syntax import Expression, Module

SAME = frozenset({"strip", "rstrip", "format", "trim", "trimEnd"})
"""Methods of a text after which it still ends in the same path."""
HOW = "give the request a URL of its own, or change this by hand as well"


def strangers(place: Place, project: Project) -> Iterator[Problem]:
    """A problem for each use of the literal at a place that may depend on the path in it."""
    module = place.module
    for text in module.strings([place.span]):
        for touch in touches(_read(text, module, project).node, module, project):
            why = _why(touch, project)
            if why:
                node = touch.node
                yield Problem(touch.module.source.path, Span(node.start_byte, node.end_byte), why, HOW)


def _read(text: Expression, module: Module, project: Project) -> Expression:
    """The call that falls back to a text, if one does; else the text."""
    use = module.use(text.node)
    call = module.lower(use.node) if use.kind == "argument" else None
    if isinstance(call, Call) and module.spelling(call, qualified(call.callee, module, project)) is not None:
        return call
    return text


def _why(touch: Touch, project: Project) -> str:
    module, use = touch.module, touch.use
    if use.kind == "contains":
        return "the URL is searched here"
    if use.kind == "called" and touch.path:
        return "" if touch.path in SAME else f"the URL is taken apart here by `{touch.path}`"
    if use.kind == "element":  # ``Thread(target=requests.post, args=(URL,))``
        use = module.use(use.node)
    call = module.lower(use.node) if use.kind == "argument" and not touch.path else None
    if not isinstance(call, Call):
        return ""
    callee = call.callee
    name = callee.name if isinstance(callee, Name) else callee.key if isinstance(callee, Member) else ""
    names = qualified(callee, module, project)
    known = (
        name in LOOKED_AT
        or str(name).endswith(("Error", "Exception"))
        or module.request(names, callee) is not None
        or module.spelling(call, names) is not None
        or definitions(callee, module, project)
    )
    return "" if known else f"the URL is also handed to `{name}`"
