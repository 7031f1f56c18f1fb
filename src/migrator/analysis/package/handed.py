"""Where the clients of a library go after they are made: what is called on them, in whatever file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.dataflow.test_files import is_test
from migrator.analysis.request.carriers import LOOKED_AT
from migrator.model import Span
from migrator.record import replace
from migrator.syntax import Call, Member, Name
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.dataflow.objects import Touch
    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.package.clients import Construction
    from migrator.rules.packages import Package
    from migrator.syntax import Module

ASKING = LOOKED_AT | {"isinstance", "type", "id"}
TESTED = "a test uses the client, or stands in for it: it must speak for the new one"
HOW = "call its methods where it can be seen which client it is"


def followed(made: Construction, module: Module, project: Project, package: Package) -> Construction:
    """A construction with the calls that are made on its client, and a problem for any other use of it."""
    calls, problems, reviews, aborts = set(), [], list(made.reviews), []
    for touch in touches(made.call.node, module, project):
        there, where = touch.module, Span(touch.node.start_byte, touch.node.end_byte)
        call = there.lower(touch.use.node) if touch.use.kind in ("called", "argument") else None
        if touch.use.kind == "called" and isinstance(call, Call) and touch.path in package.functions:
            known = qualified(call.callee, there, project)
            if f"{package.package}.{made.client}().{touch.path}" in known and isinstance(call.callee, Member):
                calls.add((there.source.path, call.node.id))
                continue
        if touch.use.kind == "called" and isinstance(call, Call) and touch.path == package.aborts.get("method"):
            aborts.append((there, call))
            continue
        if _is_another(touch, package) or (touch.use.kind == "called" and touch.path in package.same):
            continue
        if is_test(there.source.path) and not is_test(made.path):
            reviews.append(TESTED)
            continue
        if not (isinstance(call, Call) and touch.use.kind == "argument" and _asks(call, touch)):
            problems.append(Problem(there.source.path, where, _why(touch), HOW))
    reviewed = tuple(dict.fromkeys(reviews))
    return replace(
        made,
        problems=(*made.problems, *problems),
        reviews=reviewed,
        calls=frozenset(calls),
        aborts=tuple(aborts),
    )


def _is_another(touch: Touch, package: Package) -> bool:
    """Whether what is done no client of the old library ever could: it is another object, or fails as before."""
    first, _, inner = touch.path.partition(".")
    if first in package.functions and inner:
        return True  # a method has no parts: this is a double of it
    return bool(first) and not first.startswith("_") and first not in {*package.functions, *package.same, *package.rest}


def _asks(call: Call, touch: Touch) -> bool:
    return not touch.path and isinstance(call.callee, Name) and call.callee.name in ASKING


def _why(touch: Touch) -> str:
    if touch.path:
        called = touch.use.kind == "called"
        return f"`{touch.path}` of the client is {'not known here' if called else 'used as a value'}"
    how = {"argument": "is handed to a function", "stored": "is stored", "element": "becomes part of another value"}
    return f"the client {how.get(touch.use.kind, 'is used in a way that is not followed')}"


def homes(call: Call, module: Module, made: list[Construction], project: Project) -> list[Construction]:
    """The constructions, of those in other files, whose client a call is made on, or may be made on."""
    if not isinstance(call.callee, Member):
        return []
    place = (module.source.path, call.node.id)
    values = origins(call.callee.object, module, project)
    seen = {(value.module.source.path, value.expression.node.id) for value in values}
    open_ended = any(not isinstance(value.expression, Call) for value in values)
    return [
        one
        for one in made
        if place in one.calls or (one.path, one.call.node.id) in seen or (open_ended and one.problems)
    ]
