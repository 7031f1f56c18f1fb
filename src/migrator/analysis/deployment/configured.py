"""Settings in files that are no variables: an address, or a host with its port, moves with the server that it names.

Who reads them is not always to be seen. They move once no call is left that would go on asking the old server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment.servers import ADDRESS, LOCAL, moved
from migrator.analysis.stand_ins.recordings import requested
from migrator.languages import language_of, references
from migrator.languages.containers import BUILT, image_around
from migrator.model import Edit, Span
from migrator.record import record
from migrator.scan.search import matcher
from migrator.unit import Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Moved, Server
    from migrator.reference import Reference
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
LANGUAGES = frozenset({"yaml", "json", "jsonc", "toml", "ini", "hcl"})
CODE = frozenset({"python", "typescript", "javascript", "vue", "shell"})
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
HOST = re.compile(r"(host|hostname|addr|address|server)$", re.IGNORECASE)
PORT = re.compile(r"port$", re.IGNORECASE)
RULE = "server-url"


@record
class _Setting:
    """A setting that names a server: where it stands, what it becomes, and the path of the old server it ends in."""

    span: Span
    text: str
    name: str
    group: str
    path: str = ""


def units(
    servers: Mapping[str, Server],
    every: Sequence[Server],
    files: Sequence[str],
    read: Read,
    changed: Mapping[str, Sequence[Span]],
    rules: RuleSet,
) -> list[Unit]:
    """The units of the settings that name a server which moves, one a file and server.

    Args:
        servers: those that move, by their group.
        every: all that are declared, those that stay as well.
        files: all paths of the code base.
        read: gives the files as they are now.
        changed: what other units change already, by path.
        rules: those of the run.
    """
    names = {name for one in servers.values() for name in (*one.hosts, *one.published)}
    holds = matcher(name.lower().encode() for name in names)
    found: list[Unit] = []
    for path in files if names else ():
        source = read(path) if language_of(path) in LANGUAGES else None
        if source is None or not holds(source.data) or requested(source, rules.evidence.paths):
            continue  # what was recorded with a request is an answer of the old server, too
        made: dict[str, list[_Setting]] = {}
        for one in _settings(source, servers, every, rules):
            if not any(span.start < one.span.end and one.span.start < span.end for span in changed.get(path, ())):
                made.setdefault(one.group, []).append(one)
        for group, settings in made.items():
            if any(one.path for one in settings) and _is_read(path, files, read):
                continue
            edits = tuple(Edit(path, one.span, (one.text,), RULE) for one in settings)
            asked = sorted({one.path for one in settings if one.path})
            how = f" as {', '.join(asked)} wants it" if asked else ""
            review = f"{', '.join(one.name for one in settings)}: whoever reads it must ask the new server{how}"
            found.append(Unit(path, edits[0].span, RULE, edits, reviews=(review,), group=group))
    return found


def _settings(
    source: Source, servers: Mapping[str, Server], every: Sequence[Server], rules: RuleSet
) -> Iterator[_Setting]:
    data = source.data
    text = data.decode("utf-8", "replace")
    known, language = [*every, *servers.values()], language_of(source.path, data[:200])
    names = {*rules.evidence.hosts, *(host for one in known for host in one.hosts)}
    ports = {*rules.evidence.ports, *(port for one in known for port in (one.port[0], *one.published))}
    hosts: dict[str, str] = {}
    for match in ADDRESS.finditer(text):
        if match["port"] not in ports and names.isdisjoint((match["host"], match["host"].partition(".")[0])):
            continue  # anything may look like a host
        start = len(text[: match.start("host")].encode())
        span = Span(start, start + len(text[match.start("host") : match.end()].encode()))
        for one in references(language, source, [span]):
            to = _moved(match, one, source, known, rules)
            if to is None or to.group not in servers or not _is_setting(one, data):
                continue
            if one.value == match["host"]:
                hosts[one.name.rpartition(".")[0]] = to.group
            path, new = _path(data, span, one, rules)
            said = ":".join(filter(None, (to.host, to.port))) + new
            if path and not new:
                return  # a request without counterpart: a person has to say what becomes of it
            yield _Setting(Span(span.start, span.end + len(path)), said, one.name, to.group, new)
    yield from _ports(source, language, hosts, servers)


def _ports(
    source: Source, language: str, hosts: Mapping[str, str], servers: Mapping[str, Server]
) -> Iterator[_Setting]:
    """The ports that stand beside the hosts of servers."""
    for group in set(hosts.values()):
        old, new = servers[group].port
        spans = [Span(*found.span()) for found in re.finditer(rb"(?<!\d)%b(?!\d)" % old.encode(), source.data)]
        for one in references(language, source, spans):
            above, _, last = one.name.rpartition(".")
            if one.role == "entry" and one.value == old and PORT.search(last) and hosts.get(above) == group:
                at = source.data.find(old.encode(), one.span.start, one.span.end)
                yield _Setting(Span(at, at + len(old)), new, one.name, group)


def _is_setting(one: Reference, data: bytes) -> bool:
    """Whether a place is a setting of the project's own: no variable, and nothing of somebody's container."""
    last = one.name.rpartition(".")[2]
    own = one.role == "entry" and not VARIABLE.fullmatch(last)
    return own and image_around(data, one.span) in ("", BUILT)


def _moved(
    match: re.Match[str], one: Reference, source: Source, known: Sequence[Server], rules: RuleSet
) -> Moved | None:
    """Where an address in a setting moves; a host without a port is one where the setting is for a host."""
    host, port = match["host"], match["port"] or ""
    named = one.value == host and HOST.search(one.name) is not None and host not in LOCAL
    if not port and not match["before"].startswith("//") and not named:
        return None
    to = moved(host, port, source.path, known, rules.evidence)
    if to is None or (to.host, to.port) == (host, port):
        return None
    return to


def _path(data: bytes, span: Span, one: Reference, rules: RuleSet) -> tuple[str, str]:
    """The path of the old server that an address ends in, and the new one's; empty where it ends in none."""
    found = re.match(rb"/[\w./-]*", data[span.end : one.span.end])
    path = found[0].decode().rstrip("/") if found else ""
    if path in rules.evidence.path_roots:
        return path, rules.evidence.path_roots[path]
    asked = next((each for each in rules.operations.values() if path and each.old.path == path), None)
    if asked is None:
        return "", ""
    return path, asked.new.path if asked.new is not None else ""


def _is_read(path: str, files: Collection[str], read: Read) -> bool:
    """Whether code of the project names a file of settings."""
    holds = matcher([path.rpartition("/")[2].lower().encode()])
    sources = (read(other) for other in files if language_of(other) in CODE)
    return any(source is not None and holds(source.data) for source in sources)
