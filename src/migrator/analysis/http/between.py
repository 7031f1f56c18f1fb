"""Code that stands between an HTTP client and the server, and may change what is sent or what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.origins import origins
from migrator.model import Span
from migrator.syntax import Member
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.http.requests import Request

WHY = "what stands between the client and the server here may change the bodies"
HOW = "take it out, or write it for the new bodies and move the call by hand"


def between(request: Request) -> Iterator[Problem]:
    """A problem where the client of a request has such code in its file, or in that of the request."""
    module, callee, seen = request.module, request.call.callee, request.shape.library.between
    if seen is None:
        return
    client = callee.object if isinstance(callee, Member) else callee
    made = [value.module for value in origins(client, module, request.project)]
    for where in dict.fromkeys((module, *made)):
        found = seen.search(where.source.data)
        if found is not None:
            yield Problem(where.source.path, Span(*found.span()), WHY, HOW)
            return
