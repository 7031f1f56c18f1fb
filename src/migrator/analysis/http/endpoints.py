"""Whose URL it is: the operation that a path names, and what proves that the server behind it is the old one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from migrator.analysis.dataflow.readings import HOLE, Fragment, Reading, readings, spelled
from migrator.model import Span
from migrator.record import record, replace
from migrator.syntax import Joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from migrator.analysis.dataflow.project import Project
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.rules.schema import Evidence
    from migrator.syntax import Expression, Module, Text

Proof = Literal["proved", "open", "foreign"]
BARE = re.compile(rf"(?:\w+://[^/{HOLE}]*|{HOLE})[:\w.{HOLE}-]*$")
"""A base and nothing after it."""
TAIL = re.compile(r"/*(?:[?#].*)?$", re.DOTALL)


@record
class Place:
    """A run of characters of a literal, in the file where it is written."""

    module: Module
    span: Span
    text: str


@record
class Endpoint:
    """An operation's URL. ``path`` are the literals that spell its path, ``bases`` those that spell what is before it.

    ``open`` says that a part of the base comes from outside the code; ``variables`` are the places where the
    environment, or a store of settings, is asked for it; ``asked`` are all variables that the URL
    is made of, and ``holding`` those that hold its path as well.
    """

    operation: Operation
    proof: Proof
    path: tuple[Place, ...]
    bases: tuple[Place, ...]
    variables: tuple[Place, ...]
    open: bool
    asked: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()


def endpoints(readings: Sequence[Reading], prefix: Sequence[Reading], method: str, rules: RuleSet) -> list[Endpoint]:
    """The operations that a URL may mean, one for each of its readings that means one.

    ``prefix`` are the readings of the base URL of the client that makes the request. ``method`` is in capitals, empty
    if unknown.
    """
    found = []
    for tail in readings:
        absolute = "://" in spelled(tail) or spelled(tail).startswith(HOLE)
        for head in [()] if absolute or not prefix else prefix:
            endpoint = _endpoint((*head, *_slash(head, tail), *tail), method, rules)
            if endpoint is not None:
                found.append(endpoint)
    instead = {one.variable for reading in readings for one in reading if len(reading) == 1 and one.text is None} - {""}
    return [replace(one, holding=one.holding | instead) if _is_whole(one) else one for one in found]


def root(readings: Sequence[Reading], prefix: Sequence[Reading], method: str, rules: RuleSet) -> list[Endpoint]:
    """The endpoints of a URL that is an address and nothing else, whosever it is; none where something follows it."""
    heads = prefix or [()]
    found = [_root((*head, *tail), method, rules) for tail in readings for head in heads]
    return [replace(one, proof="proved") for one in found if one is not None]


def _is_whole(endpoint: Endpoint) -> bool:
    """Whether one literal spells a whole URL."""
    return any("://" in place.text for place in endpoint.bases) and not endpoint.open


def spelled_out(
    module: Module, project: Project, rules: RuleSet, spans: Sequence[Span]
) -> Iterator[tuple[Text, Operation]]:
    """The strings around ``spans`` that are put together with the old server's address to the URL of an operation."""
    paths = rules.evidence.paths
    data = module.source.data
    wanted = [span for span in spans if data[span.start : span.end].decode("utf-8", "replace").lower() in paths]
    for text in module.strings(wanted):
        whole: Expression = text
        parent = text.node.parent
        while parent is not None and isinstance(joined := module.lower(parent), Joined):
            whole, parent = joined, parent.parent
        if whole is text and text.value is not None:
            continue  # without a base, or a URL by itself
        for reading in readings(whole, module, project):
            made = None if re.search(r"\s", spelled(reading)) else _endpoint(reading, "", rules)
            if made is not None and made.proof == "proved":
                yield text, made.operation
                break


def _slash(head: Reading, tail: Reading) -> Reading:
    """The slash that a client puts between its base and what is relative to it, where neither has one."""
    before, after = spelled(head), spelled(tail)
    if not head or not after or before.endswith("/") or after.startswith(("/", "?", HOLE)):
        return ()
    at = tail[0].span.start
    return (Fragment("/", tail[0].module, Span(at, at)),)


def may_name(text: str, rules: RuleSet) -> bool:
    """Whether a text, with :data:`HOLE` for what is not known, may be the end of an operation's URL."""
    text = text[: len(text) - len(TAIL.search(text)[0])]  # type: ignore[index]  # the pattern matches the empty string
    known = text.rpartition(HOLE)[2]
    paths = (operation.old.path for operation in rules.operations.values())
    return not known or BARE.match(text) is not None or any(p.endswith(known) or known.endswith(p) for p in paths)


def _endpoint(reading: Reading, method: str, rules: RuleSet) -> Endpoint | None:
    text = spelled(reading)
    if text.startswith("/"):
        return None
    end = len(text) - len(TAIL.search(text)[0])  # type: ignore[index]  # the pattern matches the empty string
    for operation in rules.operations.values():
        path = operation.old.path
        if path == "/" or not text[:end].endswith(path):
            continue
        start = end - len(path)
        return _made(reading, operation, start, end, rules.evidence)
    made = _root(reading, method, rules)
    return made if made is not None and made.proof == "proved" else None


def _root(reading: Reading, method: str, rules: RuleSet) -> Endpoint | None:
    """The endpoint of the root of a server."""
    text = spelled(reading)
    end = len(text) - len(TAIL.search(text)[0])  # type: ignore[index]  # the pattern matches the empty string
    root = next((o for o in rules.operations.values() if o.old.path == "/"), None)
    if root is None or method not in ("GET", "HEAD") or not BARE.match(text[:end]):
        return None
    return _made(reading, root, end, end, rules.evidence)


def _made(reading: Reading, operation: Operation, start: int, end: int, evidence: Evidence) -> Endpoint:
    path, bases, holes, at = [], [], [], 0
    holding: set[str] = set()
    for fragment in reading:
        size = 1 if fragment.text is None else len(fragment.text)
        if fragment.text is None:
            if at < start:
                holes.append(fragment)
        else:
            if at < start and fragment.text:
                bases.append(_place(fragment, 0, min(size, start - at)))
            if at < end and at + size > start:
                path.append(_place(fragment, max(0, start - at), min(size, end - at)))
                holding |= {fragment.variable} - {""}
        at += size
    names = [name for fragment in reading for name in fragment.names]
    base = "".join(place.text for place in bases)
    proof = proved(base, names, bool(holes), evidence)
    moved = (*(f":{port}" for port in evidence.ports.values()), *(new for new in evidence.hosts.values() if ":" in new))
    if proof == "foreign" and operation.distinctive and any(address in base for address in moved):
        proof = "open"  # the base has been moved, the call has no counterpart
    home = reading[-1].module
    shared = [hole for hole in holes if hole.variable or hole.called or hole.module is not home]
    variables = tuple(Place(hole.module, hole.span, "") for hole in shared)
    asked = frozenset(fragment.variable for fragment in reading if fragment.variable)
    return Endpoint(operation, proof, tuple(path), tuple(bases), variables, bool(holes), asked, frozenset(holding))


def _place(fragment: Fragment, start: int, end: int) -> Place:
    text = fragment.text or ""
    before = len(text[:start].encode())
    part = text[start:end]
    first = fragment.span.start + before
    written = len(part.encode()) if fragment.span.end > fragment.span.start else 0  # a client adds what is not written
    return Place(fragment.module, Span(first, first + written), part)


def proved(base: str, names: Iterable[str], holes: bool, evidence: Evidence) -> Proof:
    """What the base of a URL and the names that led to it say about its server."""
    lower = base.lower()
    if any(word in lower for word in evidence.words) or any(
        re.search(rf":{port}(?!\d)", lower) or lower == port for port in evidence.ports
    ):
        return "proved"
    if any(word in name.lower() for name in names for word in evidence.words):
        return "proved"
    return "open" if holes else "foreign"
