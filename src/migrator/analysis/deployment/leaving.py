"""Files that were there for the old server alone: they go with it, unless something else still names them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose
from migrator.analysis.deployment.mentioned import is_told
from migrator.analysis.deployment.starting import besides, made_of
from migrator.languages import language_of, references
from migrator.languages import yaml_nodes as nodes
from migrator.languages.place import line_around
from migrator.languages.yaml_edits import without_lines
from migrator.model import Edit, Span
from migrator.scan.search import matcher

if TYPE_CHECKING:
    from migrator.rules.deployment import Deployment
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
AROUND = rb"[\w./@{}$-]*"
LEADING = re.compile(r"^(?:\$\{?\w+\}?/|(?:\.\.?/)+|/(?:\w+/)*)")
RUN = re.compile(rb"\s*[$>]?\s*(?:(?:sudo|bash|sh|chmod \+x)\s+)*[\w./-]+\s*(?:#.*)?$")
"""A line that only runs a script."""


def leaving(
    together: Sequence[Sequence[compose.Declared]],
    stack: compose.Stack,
    files: Sequence[str],
    read: Read,
    rules: Deployment,
) -> tuple[list[str], list[Edit], list[str]]:
    """The files that go, edits of documents that show how to run them, and what is to be known of those that stay.

    Args:
        together: the services that go or become others: the old server, and what pulled its models.
        stack: all services.
        files: all paths of the code base.
        read: gives the files.
        rules: which image and program are the old server's.
    """
    gone: dict[str, list[Span]] = {}
    for declared in together:
        for one in declared:
            gone.setdefault(one.path, []).append(one.entry.span)
    mine = {id(one) for declared in together for one in declared}
    kept = {
        path
        for declared in stack.services.values()
        if not any(id(one) in mine for one in declared)
        for path in (compose.dockerfile(declared), *(path for _, path in compose.mounted_files(declared)))
    }
    candidates = [path for declared in together for path in _made_for(declared, read, rules) if path not in kept]
    return _unnamed(candidates, gone, files, read, rules.deployment) if candidates else ([], [], [])


def _made_for(declared: Sequence[compose.Declared], read: Read, rules: Deployment) -> Iterator[str]:
    """The files of a service that have nothing but the old server and its models in them."""
    made, why = made_of(declared, read, rules) if compose.dockerfile(declared) else ([], "")
    yield from () if why else made
    keys = ("entrypoint", "command")
    said = " ".join(text for one in declared for key in keys for text in nodes.texts(nodes.get(one.body, key)))
    for target, path in compose.mounted_files(declared):
        script = read(path) if target in said else None
        if script is not None and not besides(script.data.decode("utf-8", "replace"), rules):
            yield path


def _unnamed(
    candidates: Sequence[str], gone: Mapping[str, Sequence[Span]], files: Sequence[str], read: Read, rule: str
) -> tuple[list[str], list[Edit], list[str]]:
    """Which of the files nothing names but what goes with them, or tells of them; ``gone`` are the places that go."""
    going = list(dict.fromkeys(candidates))
    stays: list[str] = []
    while True:
        named = {path: list(_named(path, going, gone, files, read)) for path in going}
        kept = {path: found for path, found in named.items() if any(not told for _, _, told in found)}
        if not kept:
            break
        for path, found in kept.items():
            source, span = next((source, span) for source, span, told in found if not told)
            stays.append(f"{path} is not needed any more, but {source.path}:{source.line(span.start)} names it")
        going = [path for path in going if path not in kept]
    edits: list[Edit] = []
    for path in going:
        for source, span, _ in named[path]:
            line = line_around(source.data, span.start)
            if RUN.fullmatch(source.data[line.start : line.end]):
                edits.append(without_lines(source, span, rule))
            else:
                stays.append(f"{path} goes, which {source.path}:{source.line(span.start)} speaks of")
    return going, list(dict.fromkeys(edits)), stays


def _named(
    path: str, going: Sequence[str], gone: Mapping[str, Sequence[Span]], files: Sequence[str], read: Read
) -> Iterator[tuple[Source, Span, bool]]:
    """The places that name a file, those of files and text that go left out; whether they only tell of it."""
    name = posixpath.basename(path)
    holds, pattern = matcher([name.lower().encode()]), re.compile(AROUND + re.escape(name.encode()) + rb"(?![\w-])")
    alone = sum(posixpath.basename(other) == name for other in files) == 1
    for other in files:
        source = read(other) if other not in going else None
        if source is None or not holds(source.data):
            continue
        for match in pattern.finditer(source.data):
            span = Span(*match.span())
            said = LEADING.sub("", match[0].decode("utf-8", "replace"))
            near = alone or posixpath.dirname(other) == posixpath.dirname(path)
            means = path == said or path.endswith(f"/{said}") if "/" in said else said == name and near
            if not means or any(one.start <= span.start and span.end <= one.end for one in gone.get(other, ())):
                continue
            language = language_of(other, source.data[:200])
            yield source, span, all(is_told(one) for one in references(language, source, [span]))
