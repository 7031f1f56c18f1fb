"""What documents say to install: the new server and the new client library, once the code has moved to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from migrator.analysis.deployment.mentioned import UNTOLD, is_told
from migrator.languages import language_of, references
from migrator.languages.place import line_around
from migrator.model import Edit, Span
from migrator.record import record
from migrator.scan.search import matcher
from migrator.unit import Unit

if TYPE_CHECKING:
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
RULE = "install-command"
INSTALLERS = {
    "python": rb"\b(?:pip3?|uv(?: pip)?|poetry|pdm|conda|mamba)[ \t]+(?:install|add)\b",
    "typescript": rb"\b(?:npm|yarn|pnpm|bun)[ \t]+(?:i|install|add)\b",
}
"""How a package of each language is installed."""
SUFFIXES = {"python": (".py", ".ipynb"), "typescript": (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".vue")}
IMPORTED = {
    "python": rb"(?m)^[ \t]*(?:import|from)[ \t]+%b\b|[\"'][ \t]*(?:import|from)[ \t]+%b\b",
    "typescript": rb"(?:from|import|require\()[ \t]*[\"']%b[\"'/]",
}
ENDS = re.compile(rb"[|;&`#\n]|\\$")


@record
class _Library:
    """A client library, the one that takes its place, and how they are installed."""

    old: bytes
    new: bytes
    command: re.Pattern[bytes]
    word: re.Pattern[bytes]


def units(
    group: str, files: Sequence[str], read: Read, changed: Mapping[str, Sequence[Span]], rules: RuleSet
) -> list[Unit]:
    """The units of the install commands that people are told, one a file.

    Args:
        group: what they change together with.
        files: all paths of the code base.
        read: gives the files as they are now.
        changed: what other units change already, by path.
        rules: those of the run.
    """
    deployment = rules.deployment
    if deployment is None:
        return []
    servers = [(re.compile(old.encode()), new) for old, new in deployment.installs.items()]
    libraries = cache(lambda: list(_libraries(files, read, rules)))
    installs = re.compile(b"|".join(INSTALLERS.values()))
    holds = matcher(word.lower().encode() for word in rules.evidence.words)
    history = re.compile(rules.names.history, re.IGNORECASE) if rules.names.history else None
    found: list[Unit] = []
    for path in files:
        source = None if language_of(path) in UNTOLD or (history and history.search(path)) else read(path)
        if source is None or not holds(source.data):
            continue
        made = list(_servers(source, servers))
        if installs.search(source.data):
            made += (edit for one in libraries() for edit in _packages(source, one))
        taken = changed.get(path, ())
        edits = [edit for edit in made if not any(_meet(edit.span, span) for span in taken) and _is_told(source, edit)]
        if edits:
            found.append(Unit(path, edits[0].span, RULE, tuple(edits), group=group, follows=True))
    return found


def _libraries(files: Sequence[str], read: Read, rules: RuleSet) -> Iterator[_Library]:
    """The libraries that code has left for another one."""
    for package in rules.packages:
        new = next(iter(package.clients.values()), "").partition(".")[0]
        ends = SUFFIXES.get(package.language, ())
        code = [source for path in files if path.endswith(ends) and (source := read(path)) is not None]
        if not new or _imports(package.package, package.language, code) or not _imports(new, package.language, code):
            continue
        old = re.escape(package.package).encode()
        word = rb"(?<![\w@/.=-])%b(?:\[[\w,]+\])?(?:[=~<>!]=?[\w.*]+|@[\w.^~]+)?(?![\w/@.-]*\w)" % old
        yield _Library(old, new.encode(), re.compile(INSTALLERS[package.language]), re.compile(word))


def _imports(name: str, language: str, code: Sequence[Source]) -> bool:
    named = re.escape(name).encode()
    shape = IMPORTED[language]
    pattern = re.compile(shape % ((named,) * shape.count(b"%b")))
    return any(pattern.search(source.data) for source in code)


def _servers(source: Source, installs: Sequence[tuple[re.Pattern[bytes], str]]) -> Iterator[Edit]:
    for pattern, new in installs:
        for match in pattern.finditer(source.data):
            yield Edit(source.path, Span(*match.span()), (new,), RULE)


def _packages(source: Source, library: _Library) -> Iterator[Edit]:
    """The old package gives way to the new one, or goes where the command names that already."""
    data = source.data
    for command in library.command.finditer(data):
        line = line_around(data, command.start())
        stop = ENDS.search(data, command.end(), line.end)
        end = stop.start() if stop is not None else line.end
        for match in library.word.finditer(data, command.end(), end):
            there = re.search(rb"(?<![\w./@-])%b(?![\w-])" % re.escape(library.new), data[command.end() : end])
            if there is None:
                yield Edit(source.path, Span(*match.span()), (library.new.decode(),), RULE)
            else:
                start = match.start() - (data[match.start() - 1 : match.start()] == b" ")
                yield Edit(source.path, Span(start, match.end()), ("",), RULE)


def _is_told(source: Source, edit: Edit) -> bool:
    """Whether people read a command and no program runs it."""
    language = language_of(source.path, source.data[:200])
    held = [one for one in references(language, source, [edit.span]) if one.span.start <= edit.span.start]
    return bool(held) and is_told(min(held, key=lambda one: one.span.end - one.span.start))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
