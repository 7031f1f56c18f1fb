"""The literals of a URL where the new server is reached: its path, the root before it, host and port."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from migrator.model import Edit, Keep, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from migrator.analysis.http.endpoints import Endpoint, Place
    from migrator.analysis.http.requests import Request
    from migrator.rules.schema import Evidence
    from migrator.syntax import Piece


def split(endpoint: Endpoint, new: str, evidence: Evidence) -> list[tuple[Place, str]] | None:
    """The new text of each literal that spells the path."""
    if len(endpoint.path) == 1:
        return [(endpoint.path[0], new)]
    if len(endpoint.path) == 2 and endpoint.path[0].text == "/" and not _length(endpoint.path[0]):
        return [(endpoint.path[1], new.removeprefix("/"))]  # a client puts the slash there
    for old_root, new_root in evidence.path_roots.items():
        first, *rest = endpoint.path
        start = new_root + first.text.removeprefix(old_root)
        if first.text.startswith(old_root) and len(rest) == 1 and new.startswith(start) and start != new:
            return [(first, start), (rest[0], new[len(start) :])]
    return None


def _length(place: Place) -> int:
    return place.span.end - place.span.start


def roots(request: Request, evidence: Evidence) -> Iterator[Edit]:
    """The edits of what a path shares with others: one that stays as it is must not be cut off from its root."""
    for endpoint in request.endpoints:
        first, *rest = endpoint.path or (None,)
        if first is not None and rest and first.text in evidence.path_roots:
            yield first.module.edit(first.span, (evidence.path_roots[first.text],), endpoint.operation.operation)


def bases(endpoints: Sequence[Endpoint], evidence: Evidence, rule: str) -> list[Edit]:
    """The edits of the literals before the path: host and port, wherever they are written.

    A server that is named otherwise, and a variable that names it, stay as they are. That is an edit too: it ties
    together all calls that ask there.
    """
    found = []
    for endpoint in endpoints:
        for before, place in pairwise((None, *endpoint.bases)):
            assert place is not None
            if before is not None and before.text.endswith("//") and place.text in evidence.hosts:
                found.append(place.module.edit(place.span, (evidence.hosts[place.text],), rule))
                continue
            moved = [place.module.edit(span, (text,), rule) for span, text in relocated(place, evidence)]
            if not moved and "://" in place.text:
                moved = [place.module.edit(place.span, (Keep(place.span),), rule)]
            found += moved
        found += (place.module.edit(place.span, (Keep(place.span),), rule) for place in endpoint.variables)
    return found


def elsewhere(endpoints: Sequence[Endpoint], evidence: Evidence) -> Iterator[str]:
    """The servers that are named by a literal which stays as it is, since nothing in it is the old server's own."""
    for endpoint in endpoints:
        text = "".join(place.text for place in endpoint.bases)
        moved = any(True for place in endpoint.bases for _ in relocated(place, evidence))
        if re.search(r"://[^:/]", text) and not moved and not text.endswith(":"):
            yield text


def relocated(place: Place | Piece, evidence: Evidence) -> Iterator[tuple[Span, str]]:
    """Where a literal names the old port or host, and what stands there afterwards."""
    whole = {host: new for host, new in evidence.hosts.items() if ":" in host}
    left = place.text
    for address, new in whole.items():
        for match in re.finditer(rf"(?<=//){re.escape(address)}(?!\d)", left):
            yield _inside(place, match.start(), match.end()), new
            left = left[: match.start()] + " " * len(address) + left[match.end() :]
    for port, new in evidence.ports.items():
        for match in re.finditer(rf"(?:(?<=:)|^){port}(?!\d)", left):
            yield _inside(place, match.start(), match.end()), new
    for host, new in evidence.hosts.items():
        for match in re.finditer(rf"(?<=//){re.escape(host)}(?=[:/]|$)", left) if host not in whole else ():
            yield _inside(place, match.start(), match.end()), new


def _inside(place: Place | Piece, start: int, end: int) -> Span:
    first = place.span.start + len(place.text[:start].encode())
    return Span(first, first + len(place.text[start:end].encode()))
