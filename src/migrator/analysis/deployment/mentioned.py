"""What documents, comments and texts for people say of a server's address: it follows the server, and holds none back.

The path behind an address changes with it where the answer is not read; a request that would have to be written anew is
left to a person, address and all.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import curl
from migrator.analysis.deployment.literal import Inconvertible
from migrator.analysis.deployment.own_server import SHELLS, has_its_own, makes, makes_one
from migrator.analysis.deployment.servers import ADDRESS, LOCAL, Moved, moved
from migrator.languages import language_of, references
from migrator.languages.place import line_around
from migrator.model import Edit, Span
from migrator.scan.search import matcher
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Server
    from migrator.reference import Reference
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
TOLD = frozenset({"comment", "docstring", "prose", "heading", "code", "markup", "link"})
SHOWN = re.compile(
    r"(^|[._])(placeholder|hint|help|help_?text|description|example|label|title|tooltip|caption|doc|summary)s?$",
    re.IGNORECASE,
)
"""What is given a text that people read and no program asks."""
UNTOLD = frozenset({"locked", "ignore", "data", "css", "requirements", "sql"})
ASKS = re.compile(rb"\b(?:curl|wget|httpie|iwr|irm|Invoke-\w+)\b", re.IGNORECASE)
SAMPLE = re.compile(rb"\w\(|[{}=]|^\s*(?:POST|GET)\b")
"""What lines have that are code, and ask for something in a way of their own."""
PATH = re.compile(rb"/[\w./-]*[\w-]")
EVERYTHING = Span(0, sys.maxsize)
WHOLE = re.compile(r"\s")


def units(
    servers: Mapping[str, Server],
    every: Sequence[Server],
    files: Sequence[str],
    read: Read,
    changed: Mapping[str, Sequence[Span]],
    rules: RuleSet,
) -> list[Unit]:
    """The units of what is said of servers that move, one a file and server, and one for each request that is left.

    Args:
        servers: those that move, by their group.
        every: all that are declared, those that stay as well.
        files: all paths of the code base.
        read: gives the files as they are now.
        changed: what other units change already, by path.
        rules: those of the run.
    """
    names = {
        name
        for server in servers.values()
        for name in (*server.hosts, *(old for old, new in server.published.items() if old != new))
    }
    if not names:
        return []
    holds = matcher(name.lower().encode() for name in names)
    history = re.compile(rules.names.history, re.IGNORECASE) if rules.names.history else None
    found: list[Unit] = []
    for path in files:
        if language_of(path) in UNTOLD or (history and history.search(path)):
            continue
        source = read(path)
        if (
            source is not None
            and holds(source.data)
            and not _is_about_its_own(source, [*every, *servers.values()], rules)
        ):
            found += _of_file(source, servers, every, changed.get(path, ()), rules)
    return found


def _is_about_its_own(source: Source, every: Sequence[Server], rules: RuleSet) -> bool:
    language = language_of(source.path, source.data[:200])
    return has_its_own(source, language, rules) or (language in SHELLS and makes(source, every, rules))


def _of_file(
    source: Source, servers: Mapping[str, Server], every: Sequence[Server], changed: Sequence[Span], rules: RuleSet
) -> Iterator[Unit]:
    edits: dict[str, list[Edit]] = {}
    for span, to, reference in _addresses(source, servers, every, rules):
        if any(one.start < span.end and span.start < one.end for one in changed):
            continue
        if rules.deployment is not None and makes_one(source.data, span.start, rules.deployment):
            continue
        path, old = _path_behind(source.data, span)
        asked = next((one for one in rules.operations.values() if one.old.path == old), None)
        rule = _rule(reference)
        new = ":".join(filter(None, (to.host, to.port)))
        if asked is None:
            edits.setdefault(to.group, []).append(Edit(source.path, span, (new,), rule))
            continue
        try:
            made = _asked(source, path, asked, rules, rule)
        except Inconvertible as problem:
            how = f"ask {asked.new.method} {asked.new.path}, in its new shape" if asked.new else asked.without
            why = (
                f"{old} is asked here as the old server takes it, and {problem}"
                if asked.new
                else f"{old} is asked here"
            )
            yield Unit(source.path, span, rule, problems=(Problem(source.path, span, why, how),))
            continue
        edits.setdefault(to.group, []).extend([Edit(source.path, span, (new,), rule), *made])
    for group, made in edits.items():
        yield Unit(source.path, made[0].span, made[0].rule, tuple(made), group=group, follows=True)


def _asked(source: Source, path: Span, asked: Operation, rules: RuleSet, rule: str) -> list[Edit]:
    """The edits of what is asked at an address besides the address: its path, and what is sent and read."""
    line = source.data[slice(*_line(source.data, path))]
    if ASKS.search(line) or asked.new is None or (asked.new.method != "GET" and SAMPLE.search(line)):
        return curl.edits(source, path, asked, rules, rule)
    return [Edit(source.path, path, (asked.new.path,), rule)]


def _addresses(
    source: Source, servers: Mapping[str, Server], every: Sequence[Server], rules: RuleSet
) -> Iterator[tuple[Span, Moved, Reference]]:
    """The addresses of moving servers that are told rather than used, with where they move."""
    text = source.data.decode("utf-8", "replace")
    known = [*every, *servers.values()]
    spans: dict[Span, Moved] = {}
    for match in ADDRESS.finditer(text):
        host, port = match["host"], match["port"] or ""
        if not port and not match["before"].startswith("//"):
            continue
        to = moved(host, port, source.path, known, rules.evidence)
        if to is None or to.group not in servers or (to.host, to.port) == (host, port):
            continue
        if host in LOCAL or host in servers[to.group].hosts or "." in host:
            start = len(text[: match.start("host")].encode())
            spans[Span(start, start + len(text[match.start("host") : match.end()].encode()))] = to
    stay = {old for server in every if server.group not in servers for old in server.published}
    spans |= {span: to for span, to in _ports(source, servers, spans, rules).items() if _text(source, span) not in stay}
    language = language_of(source.path, source.data[:200])
    for span, to in spans.items():
        held = [one for one in references(language, source, [span]) if _within(span, one.span)]
        if held and is_told(min(held, key=lambda one: one.span.end - one.span.start)):
            yield span, to, held[0]


def _ports(
    source: Source, servers: Mapping[str, Server], taken: Mapping[Span, Moved], rules: RuleSet
) -> dict[Span, Moved]:
    """The numbers of ports that stand alone, on lines about the old server and nothing else that may listen there."""
    found: dict[Span, Moved] = {}
    others = re.compile(rb"|".join(re.escape(name.encode()) for name in rules.names.products), re.IGNORECASE)
    words = re.compile(rb"|".join(re.escape(word.encode()) for word in rules.evidence.words), re.IGNORECASE)
    for server in servers.values():
        for old, new in server.published.items():
            for match in re.finditer(rb"(?<![\w.-])(?<![\w.>)}\]]:)" + old.encode() + rb"(?![\w-]|\.\d)", source.data):
                span = Span(*match.span())
                line = source.data[slice(*_line(source.data, span))]
                alone = not any(one.start <= span.start < one.end for one in taken)
                if old != new and alone and words.search(line) and not others.search(line):
                    found[span] = Moved("", new, server.group)
    return found


def is_told(reference: Reference) -> bool:
    """Whether people read a place and no program does: a comment, a document, a sentence, the hint of a form."""
    if reference.role in TOLD:
        return True
    if reference.role not in ("string", "attribute", "entry"):
        return False
    return SHOWN.search(reference.name) is not None or (
        reference.role == "string" and WHOLE.search(reference.value.strip()) is not None
    )


def _path_behind(data: bytes, span: Span) -> tuple[Span, str]:
    """The path behind an address; the root where a command asks the address itself."""
    found = PATH.match(data, span.end)
    if found is not None:
        return Span(*found.span()), found[0].decode("utf-8", "replace").rstrip("/")
    at = span.end + (data[span.end : span.end + 1] == b"/")
    start, _ = _line(data, span)
    asks = ASKS.search(data, start, span.start) is not None and data[at : at + 1] in (
        b"",
        b" ",
        b"\n",
        b"`",
        b'"',
        b"'",
    )
    return Span(span.end, at), "/" if asks else ""


def _line(data: bytes, span: Span) -> tuple[int, int]:
    """The line of a place, with those that it is continued on."""
    line = line_around(data, span.start)
    end = line.end
    while data[:end].endswith(b"\\") and end < len(data):
        end = line_around(data, end + 1).end
    return line.start, end


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _rule(reference: Reference) -> str:
    return {"code": "sample", "comment": "comment", "docstring": "docstring"}.get(reference.role, "prose")


def _text(source: Source, span: Span) -> str:
    return source.data[span.start : span.end].decode("utf-8", "replace")


def spans(made: Collection[Unit]) -> dict[str, list[Span]]:
    """What units change, by path; all of what goes away."""
    changed: dict[str, list[Span]] = {}
    for unit in made:
        for move in unit.moves:
            changed.setdefault(move.path, []).extend([] if move.to else [EVERYTHING])
        for edit in unit.edits:
            changed.setdefault(edit.path, []).append(edit.span)
    return changed
