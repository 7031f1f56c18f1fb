"""What names a server must move with it: a unit of a server is held back by settings that nothing changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment.commanded import units as commanded
from migrator.analysis.deployment.configured import units as configured
from migrator.analysis.deployment.installed import units as installed
from migrator.analysis.deployment.linked import units as linked
from migrator.analysis.deployment.mentioned import is_told, spans
from migrator.analysis.deployment.mentioned import units as mentioned
from migrator.analysis.deployment.servers import ADDRESS, LOCAL, Server, moved, servers, starts_its_own
from migrator.analysis.deployment.uses import EXAMPLES, TESTS
from migrator.analysis.stand_ins.recordings import requested
from migrator.languages import language_of, references
from migrator.model import Edit, Span
from migrator.record import replace
from migrator.scan.search import finder, matcher
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.uses import Use
    from migrator.rules.load import RuleSet
    from migrator.scan.search import Finder
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
LANGUAGES = frozenset({"yaml", "dotenv", "json", "jsonc", "toml", "ini", "nginx", "systemd", "dockerfile", "hcl"})
"""Languages whose addresses something is started with."""
CODE = frozenset({"python", "typescript", "javascript", "vue"})
UNREAD = frozenset({"java", "csharp", "go", "rust", "php", "ruby", "dart", "elixir", "lua", "c", "r"})
"""Languages of programs that nothing here rewrites."""
HOST = re.compile(r"(host|hostname|addr|address|server|endpoint)$", re.IGNORECASE)
"""A setting that takes the name of a machine."""
MOST = 3
"""Places that are told; one is enough to hold a server back."""


def held(
    units: Sequence[Unit],
    files: Sequence[str],
    read: Read,
    rules: RuleSet,
    *,
    uses: Callable[[], Sequence[Use]] = tuple,
    settled: bool = False,
) -> list[Unit]:
    """The units, those of a server with a problem for every address of it that no unit changes.

    Args:
        units: of the code, of the settings, and of the servers.
        files: all paths of the code base.
        read: gives the files as they are now.
        rules: those of the run.
        uses: gives where models are named.
        settled: whether no call is left that asks the old server: what else names it moves with it then.
    """
    units = _without_gone(units, rules)
    every = servers(files, read, rules)
    known = {server.group: server for server in every}
    moving = [unit for unit in units if unit.group in known and unit.rule == _rule(rules) and not unit.problems]
    if not moving:
        return list(units)
    group = {unit.group: known[unit.group] for unit in moving}
    told = _following(group, every, units, files, read, rules, uses, settled=settled)
    changed = spans([*units, *told])
    found: list[Unit] = []
    for unit in units:
        if unit in moving:
            left = list(_left(known[unit.group], every, files, read, changed, rules))
            unit = replace(unit, problems=tuple(left[:MOST])) if left else unit
        found.append(unit)
    return [*found, *told]


def unheld(
    units: Sequence[Unit],
    files: Sequence[str],
    read: Read,
    rules: RuleSet,
    *,
    uses: Callable[[], Sequence[Use]] = tuple,
) -> list[Unit]:
    """What is said of servers that no file declares, once no call asks one: settings and documents follow the code.

    Args:
        units: all that change something besides.
        files: all paths of the code base.
        read: gives the files as they are now.
        rules: those of the run.
        uses: gives where models are named.
    """
    ports = rules.evidence.ports
    if not ports:
        return []
    anywhere = Server("compose", "", "", "", (), {}, next(iter(ports.items())), ports)
    every = servers(files, read, rules)
    found = _following({"": anywhere}, every, units, files, read, rules, uses, settled=True)
    changed = spans([*units, *found])
    return [] if next(_left(anywhere, every, files, read, changed, rules), None) is not None else found


def _following(
    servers: Mapping[str, Server],
    every: Sequence[Server],
    units: Sequence[Unit],
    files: Sequence[str],
    read: Read,
    rules: RuleSet,
    uses: Callable[[], Sequence[Use]],
    *,
    settled: bool,
) -> list[Unit]:
    """The settings and the texts that follow servers which move."""
    found = configured(servers, every, files, read, spans(units), rules) if settled else []
    found += mentioned(servers, every, files, read, spans([*units, *found]), rules)
    if not settled or any(server.group not in servers for server in every):
        return found  # commands go on being those of a server that stays
    found += linked(min(servers), files, read, spans([*units, *found]), rules)
    found += installed(min(servers), files, read, spans([*units, *found]), rules)
    return [*found, *commanded(servers, uses, files, read, spans([*units, *found]), rules)]


def _without_gone(units: Sequence[Unit], rules: RuleSet) -> list[Unit]:
    """The units without edits of text that goes away with a server of the same group, whatever it says."""
    gone = [
        (unit, edit)
        for unit in units
        if unit.group and unit.rule == _rule(rules)
        for edit in unit.edits
        if edit.parts == ("",)
    ]

    def stays(unit: Unit, edit: Edit) -> bool:
        return not any(
            owner is not unit
            and owner.group == unit.group
            and edit.path == outer.path
            and _within(edit.span, outer.span)
            for owner, outer in gone
        )

    return [
        replace(unit, edits=tuple(edit for edit in unit.edits if stays(unit, edit))) if unit.group else unit
        for unit in units
    ]


def _within(inner: Span, outer: Span) -> bool:
    """Whether ``inner`` lies in ``outer``; what is inserted at one of its ends stands outside."""
    if inner.start == inner.end:
        return outer.start < inner.start < outer.end
    return outer.start <= inner.start and inner.end <= outer.end


def _left(
    server: Server,
    known: Sequence[Server],
    files: Sequence[str],
    read: Read,
    changed: dict[str, list[Span]],
    rules: RuleSet,
) -> Iterator[Problem]:
    moving = {old for old, new in server.hosts.items() if old != new or server.port[0] != server.port[1]}
    shifted = {old for old, new in server.published.items() if old != new}
    holds = matcher(name.lower().encode() for name in (*moving, *shifted))
    words = finder(word.lower().encode() for word in (*rules.evidence.words, *rules.evidence.paths))
    for path in files:
        language = language_of(path)
        code = language in CODE or language in UNREAD
        if not (code or language in LANGUAGES) or (code and (TESTS.search(path) or EXAMPLES.search(path))):
            continue
        source = read(path)
        if source is not None and language in UNREAD:
            yield from _unread(source, language, words)
        if source is None or language in UNREAD or not holds(source.data) or starts_its_own(source, rules):
            continue
        if requested(source, rules.evidence.paths):
            continue  # a recording asks nobody
        written = [*_addresses(server, known, source, moving, rules)]
        written += [] if code else _alone(server, source, language, moving)
        for span, said in written:
            if any(one.start < span.end and span.start < one.end for one in changed.get(path, ())):
                continue
            if all(one.role == "number" or is_told(one) for one in references(language, source, [span])):
                continue
            how = "change it by hand together with the server, or take it out, and run again"
            yield Problem(path, span, f"{said} still names the server here", how)


def _unread(source: Source, language: str, words: Finder) -> Iterator[Problem]:
    """The first place at which code that nothing here understands may ask the server."""
    for hit in words(source.data):
        span = Span(*hit)
        if all(one.role != "comment" for one in references(language, source, [span])):
            why = f"code in this language ({language}) is not read, and this may ask the server"
            yield Problem(source.path, span, why, "move what asks it by hand, then the server")
            return


def _addresses(
    server: Server, known: Sequence[Server], source: Source, moving: Collection[str], rules: RuleSet
) -> Iterator[tuple[Span, str]]:
    """The addresses of a server in a file: a name behind ``//``, or one with a port."""
    text = source.data.decode("utf-8", "replace")
    for match in ADDRESS.finditer(text):
        local = match["host"] in LOCAL and server.published.get(match["port"] or "") not in (None, match["port"])
        named = match["port"] == server.port[0] or match["before"].startswith("//")
        if not local and not (match["host"] in moving and named):
            continue
        to = moved(match["host"], match["port"] or "", source.path, known, rules.evidence)
        if to is not None and to.group == server.group:
            span = Span(len(text[: match.start("host")].encode()), len(text[: match.end()].encode()))
            yield span, match[0].lstrip("/")


def _alone(server: Server, source: Source, language: str, moving: Collection[str]) -> Iterator[tuple[Span, str]]:
    """The names of a server that stand alone in a setting for a host."""
    data = source.data
    domain = rb"(?:\.[\w-]+(?:\.svc(?:\.cluster\.local)?)?)?" if server.system == "cluster" else b""
    for host in moving:
        for match in re.finditer(rb"(?<![\w./:@-])" + re.escape(host.encode()) + domain + rb"(?![\w./:@-])", data):
            span = Span(*match.span())
            for one in references(language, source, [span]):
                if one.role == "entry" and HOST.search(one.name) and one.value == match[0].decode():
                    yield span, one.value


def _rule(rules: RuleSet) -> str:
    return rules.deployment.deployment if rules.deployment is not None else ""
