"""Proxies in front of the old server, and what scrapes its metrics: their addresses move with it.

A proxy stays where a path that it serves is the old server's interface.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment.compose import SUFFIXES
from migrator.analysis.deployment.servers import ADDRESS, Moved, Server, moved
from migrator.languages import language_of
from migrator.languages import yaml_edits as edits_of
from migrator.languages import yaml_nodes as nodes
from migrator.languages.quoting import comment_start
from migrator.model import Edit, Span
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
RULE = "proxy"
LANGUAGES = frozenset({"nginx", "ini"})
PROXIES = re.compile(rb"\b(proxy_pass|reverse_proxy|upstream)\b")
UPSTREAM = re.compile(r"\bupstream\s+([\w.-]+)\s*\{([^}]*)\}")
LOCATION = re.compile(r"\blocation\s+(?:[=~^*]+\s+)?(\S+)\s*\{|\b(?:handle|handle_path|route)\s+(/\S*)\s*\{")
PASSES = re.compile(r"\b(?:proxy_pass\s+\w+://|reverse_proxy\s+(?:\w+://)?)([\w.-]+)")
SCRAPED = "its metrics have other names, which start with that of the new server"
REVIEW = "what asks through this proxy must speak the new server's interface by now"


def units(files: Iterable[str], read: Read, known: Sequence[Server], rules: RuleSet) -> list[Unit]:
    """One unit for each server that a proxy's file leads to."""
    found: list[Unit] = []
    for path in sorted(files):
        source = read(path) if known and language_of(path) in LANGUAGES else None
        if source is not None and PROXIES.search(source.data):
            found += _of_file(source, known, rules)
        scraped = read(path) if known and path.endswith(SUFFIXES) else None
        if scraped is not None and b"scrape_configs" in scraped.data:
            found += _scraping(scraped, known, rules)
    return found


def _scraping(source: Source, known: Sequence[Server], rules: RuleSet) -> Iterator[Unit]:
    """The targets of a monitor that are servers."""
    for root in nodes.documents(source.data) or ():
        for job in nodes.items(nodes.get(root, "scrape_configs")):
            for listed in nodes.items(nodes.get(job, "static_configs")):
                for target in nodes.items(nodes.get(listed, "targets")):
                    host, _, port = nodes.said(target).partition(":")
                    to = moved(host, port, source.path, known, rules.evidence) if port else None
                    if to is not None and to.group and isinstance(target, nodes.Scalar):
                        edit = edits_of.with_text(source, target, f"{to.host}:{to.port}", RULE)
                        yield Unit(source.path, target.span, RULE, (edit,), (), (), (SCRAPED,), to.group)


def _of_file(source: Source, known: Sequence[Server], rules: RuleSet) -> Iterator[Unit]:
    text = source.data.decode("utf-8", "replace")
    edits: dict[str, list[Edit]] = {}
    problems: dict[str, list[Problem]] = {}
    for match in ADDRESS.finditer(text):
        to = _leads(match, source, text, known, rules)
        if to is None or not to.group:
            continue
        span = _span(text, match.start("host"), match.end())
        new = to.host + (f":{to.port}" if to.port else "")
        edits.setdefault(to.group, []).append(Edit(source.path, span, (new,), RULE))
        root = next((old for old in rules.evidence.path_roots if text.startswith(old, match.end())), "")
        if root:
            why = f"it passes requests on to {root} of the server"
            problems.setdefault(to.group, []).append(Problem(source.path, span, why, _how(root, rules)))
    for group, place, asked in _locations(text, source, known, rules):
        why = f"requests for {asked} go to the server, which has another interface now"
        how = f"move who asks it, then this path: {_how(next(iter(rules.evidence.path_roots), ''), rules)}"
        problems.setdefault(group, []).append(Problem(source.path, place, why, how))
    for group, made in edits.items():
        told = tuple(problems.get(group, ()))
        yield Unit(source.path, made[0].span, RULE, () if told else tuple(made), (), told, (REVIEW,), group)


def _leads(match: re.Match[str], source: Source, text: str, known: Sequence[Server], rules: RuleSet) -> Moved | None:
    """Where an address leads, if it is one and no comment."""
    if not match["port"] and not match["before"].startswith("//"):
        return None
    start = text.rfind("\n", 0, match.start()) + 1
    comment = comment_start(text[start : match.start()].encode())
    if comment >= 0:
        return None
    return moved(match["host"], match["port"] or "", source.path, known, rules.evidence)


def _locations(text: str, source: Source, known: Sequence[Server], rules: RuleSet) -> Iterator[tuple[str, Span, str]]:
    """The paths of the old interface that are passed on to a server: its group, the place and the path."""
    groups: dict[str, str] = {}
    for name, body in UPSTREAM.findall(text):
        for match in ADDRESS.finditer(body):
            to = (
                moved(match["host"], match["port"] or "", source.path, known, rules.evidence) if match["port"] else None
            )
            if to is not None and to.group:
                groups[name] = to.group
    for match in LOCATION.finditer(text):
        asked = match[1] or match[2]
        roots = (*rules.evidence.paths, *(f"{root}/" for root in rules.evidence.path_roots))
        if not any(asked.rstrip("*").startswith(root) or asked.rstrip("/*") == root.rstrip("/") for root in roots):
            continue
        target = PASSES.search(text, match.end(), _closing(text, match.end()))
        hosts = {host: server.group for server in known for host in server.hosts}
        group = {**hosts, **groups}.get(target[1], "") if target is not None else ""
        if group:
            yield group, _span(text, match.start(), match.end()), asked


def _closing(text: str, at: int) -> int:
    """Where the block ends whose brace is open at ``at``."""
    depth = 1
    for end in range(at, len(text)):
        depth += (text[end] == "{") - (text[end] == "}")
        if not depth:
            return end
    return len(text)


def _how(root: str, rules: RuleSet) -> str:
    return f"{root} is {rules.evidence.path_roots.get(root, '')} there"


def _span(text: str, start: int, end: int) -> Span:
    return Span(len(text[:start].encode()), len(text[:end].encode()))
