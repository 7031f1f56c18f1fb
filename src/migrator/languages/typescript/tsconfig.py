"""The aliases of ``tsconfig.json`` and ``jsconfig.json``, what a bare specifier may stand for, and Deno's own."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from migrator.deferred import pattern
from migrator.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.syntax import Project

NAMES = ("tsconfig.json", "jsconfig.json", "tsconfig.app.json", "tsconfig.base.json")
DENO = ("deno.json", "deno.jsonc")
COMMENT = pattern(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
COMMA = pattern(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])')
NODE = pattern(rb'"module(?:Resolution)?"\s*:\s*"node(?:16|18|20|next)"', re.IGNORECASE)
DEEPEST = 4
"""Configurations that extend each other."""


@record
class Options:
    """``baseUrl`` and ``paths``, and the paths of the configurations that this one extends."""

    base: str = ""
    paths: tuple[tuple[str, tuple[str, ...]], ...] = ()
    extended: tuple[str, ...] = ()


def aliases(specifier: str, folder: str, project: Project) -> Iterator[str]:
    """The paths, without suffix, that a specifier may mean to a file in ``folder``, the likeliest first."""
    while True:
        for name in NAMES:
            yield from _mapped(specifier, posixpath.join(folder, name), project, DEEPEST)
        if not folder:
            return
        folder = posixpath.dirname(folder)


def names_suffixes(folder: str, project: Project) -> bool:
    """Whether a file in ``folder`` must name the suffix of what it imports, as Node itself wants it."""
    while True:
        path = posixpath.join(folder, NAMES[0])
        source = project.read(path) if path in project.files else None
        if source is not None or not folder:
            return source is not None and NODE.search(source.data) is not None
        folder = posixpath.dirname(folder)


def in_deno(path: str, project: Project) -> str:
    """The path of the configuration of Deno that the file at ``path`` stands under, or nothing."""
    folder = posixpath.dirname(path)
    while True:
        found = next((there for name in DENO if (there := posixpath.join(folder, name)) in project.files), "")
        if found or not folder:
            return found
        folder = posixpath.dirname(folder)


def _mapped(specifier: str, path: str, project: Project, depth: int) -> Iterator[str]:
    if not depth or path not in project.files:
        return
    options = project.notes.get(path)
    if not isinstance(options, Options):
        options = project.notes[path] = read(path, project)
    root = posixpath.join(posixpath.dirname(path), options.base or ".")
    for alias, targets in options.paths:
        head, star, tail = alias.partition("*")
        if specifier != alias and not (star and specifier.startswith(head) and specifier.endswith(tail)):
            continue
        inner = specifier[len(head) : len(specifier) - len(tail)] if star else ""
        for target in targets:
            yield posixpath.normpath(posixpath.join(root, target.replace("*", inner, 1)))
    if options.base:
        yield posixpath.normpath(posixpath.join(root, specifier))
    for other in options.extended:
        yield from _mapped(specifier, other, project, depth - 1)


def read(path: str, project: Project) -> Options:
    """The options in a file; none where it cannot be read."""
    source = project.read(path)
    text = COMMENT.sub(lambda match: match[1] or "", source.data.decode("utf-8", "replace")) if source else ""
    import json

    try:
        written = json.loads(COMMA.sub(lambda match: match[1] or "", text))
        options = written.get("compilerOptions") or {}
        paths = (options.get("paths") or {}).items()
        extended = written.get("extends") or []
        others = [extended] if isinstance(extended, str) else list(extended)
        return Options(
            str(options.get("baseUrl") or ""),
            tuple((str(key), tuple(str(target) for target in targets)) for key, targets in paths),
            tuple(_beside(path, str(other)) for other in others if str(other).startswith(".")),
        )
    except (ValueError, AttributeError, TypeError, RecursionError):
        return Options()


def _beside(path: str, other: str) -> str:
    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), other))
    return there if there.endswith(".json") else f"{there}.json"
