"""Commands of the old server that documents, texts and scripts show or run: those of the new one, where there are any.

What only shows a command gets the one that does the same now. A script keeps one whose output it reads, or after which
it goes on at once: that is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment.assigned import needed
from migrator.analysis.deployment.mentioned import UNTOLD, is_told
from migrator.analysis.deployment.own_server import has_its_own, makes
from migrator.analysis.deployment.uses import TESTS
from migrator.languages import language_of, references
from migrator.languages.place import line_around
from migrator.model import Edit, Span
from migrator.record import record
from migrator.rules.models import catalogue, lookup
from migrator.scan.search import matcher
from migrator.unit import Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Server
    from migrator.analysis.deployment.uses import Use
    from migrator.reference import Reference
    from migrator.rules.deployment import Deployment
    from migrator.rules.load import RuleSet
    from migrator.rules.models import Model, Named
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
SCRIPTS = frozenset({"shell", "makefile", "json"})
WAITS = frozenset({"serve", "run", "start"})
"""What a script that runs it goes on after, with a server that is not there yet."""
CONTAINER = r"docker(?:[ -]compose)?(?:\s+-[\w-]+(?:[= ]\S+\.ya?ml)?)*\s+exec\s+(?:-\S+\s+)*(?P<service>[\w.-]+)\s+"
EXEC = re.compile(rb"\bdocker(?:[ -]compose)?[ ][^|;&`\n]*\bexec[ ][^|;&`\n]*$")
"""What stands in front of a command that a container runs."""
ENDS = rb"(?=[\"'`<>),;.]|[ \t]*(?:$|&|#|\|\|))"
STARTS = frozenset({"serve", "start"})
ANY = "MODEL"
"""Stands for a model in a command that people are told."""
READ_ON = re.compile(rb"[^&|\n]*\|(?!\|)|[^\n]*\$\(|[^\n]*>")
SPOKEN = re.compile(rb"\b(?:service|container|host|server|image)s?\b", re.IGNORECASE)


@record
class _Place:
    """A command of the old server: what it asks for, of which model, and in which container."""

    span: Span
    does: str
    model: str
    service: str


def units(
    servers: Mapping[str, Server],
    uses: Callable[[], Sequence[Use]],
    files: Sequence[str],
    read: Read,
    changed: Mapping[str, Sequence[Span]],
    rules: RuleSet,
) -> list[Unit]:
    """The units of the commands that follow servers which move, one a file.

    Args:
        servers: those that move, by their group.
        uses: gives where models are named.
        files: all paths of the code base.
        read: gives the files as they are now.
        changed: what other units change already, by path.
        rules: those of the run.
    """
    deployment = rules.deployment
    if deployment is None or not servers:
        return []
    holds = matcher([deployment.old.program.lower().encode()])
    history = re.compile(rules.names.history, re.IGNORECASE) if rules.names.history else None
    found: list[Unit] = []
    maker = _Maker(servers, uses, rules, deployment)
    for path in files:
        source = None if language_of(path) in UNTOLD or (history and history.search(path)) else read(path)
        if source is None or not holds(source.data):
            continue
        taken = changed.get(path, ())
        edits = [edit for edit in maker.edits(source) if not any(_meet(edit.span, span) for span in taken)]
        if edits:
            found.append(Unit(path, edits[0].span, edits[0].rule, tuple(edits), group=maker.group, follows=True))
    return found


class _Maker:
    """What is known of the servers and models, for the commands of every file."""

    def __init__(
        self, servers: Mapping[str, Server], uses: Callable[[], Sequence[Use]], rules: RuleSet, deployment: Deployment
    ) -> None:
        self.servers, self.uses, self.rules, self.deployment = servers, uses, rules, deployment
        self.find = lookup(catalogue(rules.models))
        composed = [one for one in servers.values() if one.system == "compose" and one.name]
        self.only = composed[0] if len(composed) == 1 else None
        self.front = self.only.hosts[self.only.name] if self.only is not None else ""
        self.group = self.only.group if self.only is not None else min(servers)
        program = re.escape(deployment.old.program)
        verbs = "|".join(map(re.escape, deployment.commands))
        self.command = re.compile(
            rf"(?:{CONTAINER})?(?<![\w./@-]){program}(?:\.exe)?[ ](?P<does>{verbs})(?![\w-])".encode()
            + rb"(?:[ ](?P<model>[A-Za-z0-9][\w.:/-]*\w)(?![.:/-]*\w))?"
            + ENDS,
            re.MULTILINE,
        )
        self.words = re.compile(
            rf"^[ \t]*subprocess\.(?:run|call|check_call)\(\s*\[\s*(?P<words>(?P<mark>[\"'])(?:{program})(?P=mark)\s*,"
            rf"\s*(?P=mark)(?P<does>{verbs})(?P=mark))\s*,?\s*\](?:,\s*check=\w+)?\s*,?\s*\)[ \t]*(?:#.*)?$".encode(),
            re.MULTILINE,
        )
        names = {name: new for one in composed for name, new in one.hosts.items() if name != new}
        self.names = {name.encode(): new for name, new in names.items()}
        listed = b"|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        self.called = re.compile(rb"(?<![\w./:@-])(?:%b)(?![\w./:@-])" % listed) if self.names else None

    def edits(self, source: Source) -> Iterator[Edit]:
        """The edits of a file."""
        data, path = source.data, source.path
        language = language_of(path, data[:200])
        if has_its_own(source, language, self.rules) or makes(source, self.servers.values(), self.rules):
            return
        done: list[Span] = []
        for match in self.command.finditer(data):
            if EXEC.search(data, line_around(data, match.start()).start, match.start()):
                continue  # in a container of which nothing is known
            said = {name: (match[name] or b"").decode() for name in ("does", "model", "service")}
            place = _Place(Span(*match.span()), **said)
            reference = _around(source, language, place.span)
            if reference is None:
                continue
            new = self.made(place, told=is_told(reference)) if self.may(place, reference, language, data, path) else ""
            if new:
                done.append(place.span)
                yield Edit(path, place.span, (new,), _rule(reference))
        if language == "python":
            yield from self.listed(source)
        for span, name in self.services(data) if self.called is not None else ():
            reference = _around(source, language, span)
            told = reference is not None and (is_told(reference) or _runs(reference, language))
            if told and reference is not None and not any(_meet(span, one) for one in done):
                yield Edit(path, span, (self.names[name],), _rule(reference))

    def listed(self, source: Source) -> Iterator[Edit]:
        """The edits of commands that a program runs for people to see what they print: nothing reads that."""
        for match in self.words.finditer(source.data):
            template = self.deployment.commands.get(match["does"].decode(), "")
            if template and "{repo}" not in template:
                mark = match["mark"].decode()
                new = template.format(server=self.rules.evidence.server).split()
                parts = ", ".join(f"{mark}{word}{mark}" for word in new)
                yield Edit(source.path, Span(*match.span("words")), (parts,), "list-command")

    def may(self, place: _Place, reference: Reference, language: str, data: bytes, path: str) -> bool:
        """Whether a command may be another one here."""
        line = line_around(data, place.span.end)
        if reference.role != "markup" and READ_ON.match(data, place.span.end, line.end):
            return False
        if is_told(reference):
            return True
        return _runs(reference, language) and place.does not in WAITS and not TESTS.search(path)

    def made(self, place: _Place, *, told: bool) -> str:
        """The command that does the same now; empty where that is not known.

        Where people are ``told`` to start the server, and nothing says which of several models, they choose.
        """
        inside = next((one for one in self.servers.values() if place.service in one.hosts), None)
        if place.service and inside is None:
            return ""
        template = self.deployment.commands[place.does]
        if inside is not None and "{repo}" in template:
            if place.model and place.model not in self.served():
                return ""
            return self.deployment.inside.format(service=inside.hosts[place.service])
        stands = self.find(place.model) if place.model else self.sole()
        if "{repo}" not in template:
            return template.format(server=self.rules.evidence.server) if not place.model else ""
        if stands is None or stands.model is None or stands.trouble:
            alone = self.only is not None and not place.model
            if alone or place.model or not told or place.does not in STARTS:
                return self.deployment.inside.format(service=self.front) if alone else ""
            return template.format(repo=ANY, flags="").strip()
        name = place.model or stands.name
        return template.format(repo=stands.model.repo, flags=" ".join(self.flags(name, stands.model)))

    def flags(self, name: str, model: Model) -> Iterator[str]:
        """What the new server is started with for a model."""
        flags = self.deployment.new.flags
        yield f"{flags['name']} {name}"
        if model.kind != "embedding":
            yield f"{flags['window']} {min(model.context, self.deployment.window)}"
        yield from model.flags

    def served(self) -> set[str]:
        """The models that the code base asks for, by the names it has for them."""
        return {name for found in needed(self.uses()).values() for one in found for name in (one.name, one.stands.name)}

    def sole(self) -> Named | None:
        """The one model that the code base asks for texts."""
        stands = [found[0].stands for found in needed(self.uses()).values()]
        able = [one for one in stands if one.model is None or one.model.kind != "embedding"]
        return able[0] if len(able) == 1 else None

    def services(self, data: bytes) -> Iterator[tuple[Span, bytes]]:
        """The names of services and containers in commands of theirs, and where a text calls them so."""
        assert self.called is not None
        program = self.deployment.old.program.encode()
        for match in self.called.finditer(data):
            line = line_around(data, match.start())
            before = data[line.start : match.start()]
            inside = re.search(rb"\bexec\s+(?:-\S+\s+)*[^\s-]\S*\s[^|;&`\n]*$", before) is not None
            runs = re.match(rb"\s+%b\b" % re.escape(program), data[match.end() : line.end]) is not None
            command = (
                re.search(rb"\bdocker(?:[ -]compose)?\s[^|;&`\n]*$", before) is not None
                and not inside
                and not (runs and re.search(rb"\bexec\s+(?:-\S+\s+)*$", before))
            )
            quoted = before[-1:] == b"`" and data[match.end() : match.end() + 1] == b"`"
            about = match[0] != program or SPOKEN.search(data, _heading(data, line.start), line.end) is not None
            if command or (quoted and about):
                yield Span(*match.span()), match[0]


def _heading(data: bytes, start: int) -> int:
    """Where the table begins that a line is a row of; the line itself where it is none."""
    while data[start : start + 1] == b"|" and data[line_around(data, start - 1).start : start].startswith(b"|"):
        start = line_around(data, start - 1).start
    return start


def _around(source: Source, language: str, span: Span) -> Reference | None:
    held = [one for one in references(language, source, [span]) if one.span.start <= span.start]
    held = [one for one in held if span.end <= one.span.end or one.role == "command"]
    return min(held, key=lambda one: one.span.end - one.span.start, default=None)


def _runs(reference: Reference, language: str) -> bool:
    return reference.role == "command" and language in SCRIPTS


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _rule(reference: Reference) -> str:
    roles = {"code": "sample", "comment": "comment", "docstring": "docstring", "command": "command"}
    return roles.get(reference.role, "prose")
