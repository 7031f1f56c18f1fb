"""What the names around a request tell of its server where its URL comes from outside: functions, classes, callers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.readings import HOLE, spelled
from migrator.analysis.http.addresses import given_elsewhere
from migrator.analysis.http.endpoints import proved
from migrator.deferred import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.http.requests import Request
    from migrator.rules.schema import Evidence
    from migrator.syntax import Module, Scope


ERROR_READ = pattern(rb"\.response(?:\?\.|!\.|\.)(?:data|body)(?:\?\.|!\.|\.)error\b(?!(?:\?\.|!\.|\.)message)")
FAILED = "the body of a failed request is read where it is caught: its text is in `error.message` now, not in `error`"


def failed(request: Request) -> str:
    """What is to be said where the function around a request reads the body of an error that the library raises."""
    module = request.module
    if not request.shape.library.raises:
        return ""
    around = module.scope(request.call.span.start)
    while around.kind == "block" and around.parent is not None:
        around = around.parent
    found = ERROR_READ.search(module.source.data, around.span.start, around.span.end)
    return FAILED if found is not None else ""


def told_by(request: Request, evidence: Evidence) -> str:
    """The function or class around a request, or around the literal of its path, that names the old server."""
    places = [(request.module, request.call.span.start)]
    places += [(site.module, site.call.span.start) for site in request.project.sites.values()]
    places += [(place.module, place.span.start) for endpoint in request.endpoints for place in endpoint.path]
    for module, offset in places:
        for name in _around(module, offset):
            if any(word in name.lower() for word in evidence.words):
                return name
    return _given(request, evidence)


def _given(request: Request, evidence: Evidence) -> str:
    """What the callers in other files call the address that they give, if none of them gives another server's."""
    told = ""
    for each in given_elsewhere(request.url.value, request.module, request.project):
        for reading in each:
            text, names = spelled(reading), [name for fragment in reading for name in fragment.names]
            proof = proved(text, names, HOLE in text, evidence)
            if proof == "foreign":
                return ""
            if proof == "proved" and not told:
                told = next((name for name in names if proved("", [name], False, evidence) == "proved"), text)
    return told


def _around(module: Module, offset: int) -> Iterator[str]:
    """The names of the functions and classes around a place, the innermost first."""
    scope: Scope | None = module.scope(offset)
    while scope is not None:
        label = scope.node.child_by_field_name("name")
        if scope.kind in ("function", "class") and label is not None:
            yield module.source.data[label.start_byte : label.end_byte].decode("utf-8", "replace")
        scope = scope.parent
