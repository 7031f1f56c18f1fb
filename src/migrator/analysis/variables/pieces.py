"""The pieces of a value that change when a server moves: hosts, ports, and the path behind them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment.servers import ADDRESS, LOCAL, moved
from migrator.model import Span
from migrator.record import record
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Moved, Server
    from migrator.analysis.variables.graph import Place
    from migrator.rules.load import RuleSet

HOST = re.compile(r"HOST(NAME)?$", re.IGNORECASE)
PORT = re.compile(r"PORT$", re.IGNORECASE)
PATH = re.compile(r"/[\w/]*")


@record
class Move:
    """A piece of a value that changes, and the group of the server that it belongs to."""

    span: Span
    text: str
    group: str = ""


def moves(name: str, place: Place, known: Sequence[Server], asked: Collection[str], rules: RuleSet) -> Iterator[Move]:
    """What changes in a value of the variable ``name``; ``asked`` are the operations of the calls that read it."""
    evidence, value = rules.evidence, place.value
    if place.at is None:
        return
    start = place.at.start

    def at(first: int, last: int) -> Span:
        begin = start + len(value[:first].encode())
        return Span(begin, begin + len(value[first:last].encode()))

    if PORT.search(name) and value in evidence.ports:
        group = next((server.group for server in known if value in server.published), "")
        yield Move(at(0, len(value)), evidence.ports[value], group)
        return
    for found in ADDRESS.finditer(value):
        host, port = found["host"], found["port"] or ""
        alone = found.span("host") == (0, len(value)) and HOST.search(name) is not None and host in evidence.hosts
        if not port and not found["before"].startswith("//") and not alone:
            continue
        to = moved(host, port, place.path, known, evidence)
        if to is None or not _proved(name, host, to, rules):
            continue
        if to.host != host:
            yield Move(at(*found.span("host")), to.host, to.group)
        if port and to.port != port:
            yield Move(at(*found.span("port")), to.port, to.group)
        path = PATH.match(value, found.end())
        new = _path(path[0].rstrip("/"), asked, rules) if path else ""
        if path and new:
            yield Move(at(found.end(), found.end() + len(path[0].rstrip("/"))), new, to.group)


def blocked(place: Place, asked: Collection[str], rules: RuleSet) -> Iterator[Problem]:
    """An address that ends in a path of the old server's, which no call that is rewritten asks for."""
    if "://" not in place.value or place.at is None:
        return
    path = "/" + place.value.partition("://")[2].partition("/")[2].rstrip("/")
    named = [one for one in rules.operations.values() if one.old.path == path and path != "/"]
    if named and not any(one.operation in asked for one in named):
        new = next((one.new.path for one in named if one.new is not None), "")
        how = f"end it in {new}, with the call that reads it" if new else named[0].without
        yield Problem(place.path, place.at, f"it ends in {path}, and no call that is rewritten asks for it", how)


def _proved(name: str, host: str, to: Moved, rules: RuleSet) -> bool:
    """Whether it is the old server: others may listen on its port."""
    words = rules.evidence.words
    return bool(to.group) or host in LOCAL or any(word in f"{name} {host}".lower() for word in words)


def _path(path: str, asked: Collection[str], rules: RuleSet) -> str:
    """What the path of an address becomes; empty if it stays."""
    if path in rules.evidence.path_roots:
        return rules.evidence.path_roots[path]
    for operation in rules.operations.values():
        if operation.old.path == path and operation.operation in asked and operation.new is not None:
            return operation.new.path
    return ""
