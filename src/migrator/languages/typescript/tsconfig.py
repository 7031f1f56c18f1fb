"""The aliases of ``tsconfig.json`` and ``jsconfig.json``: what a bare specifier may stand for."""

from __future__ import annotations

import json
import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.syntax import Project

NAMES = ("tsconfig.json", "jsconfig.json", "tsconfig.app.json", "tsconfig.base.json")
TOKEN = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?(?:\*/|\Z)|,(?=(?:\s|//[^\n]*|/\*.*?\*/)*[}\]])', re.DOTALL)
DEEPEST = 4
"""Configurations that extend each other."""


def aliases(specifier: str, folder: str, project: Project) -> Iterator[str]:
    """The paths, without suffix, that a specifier may mean to a file in ``folder``, the likeliest first."""
    while True:
        for name in NAMES:
            path = posixpath.join(folder, name)
            if path in project.files:
                yield from _mapped(specifier, path, project, DEEPEST)
        if not folder:
            return
        folder = posixpath.dirname(folder)


def _mapped(specifier: str, path: str, project: Project, depth: int) -> Iterator[str]:
    source = project.read(path)
    if source is None or not depth:
        return
    base, paths, extended = _options(source.data)
    folder = posixpath.dirname(path)
    root = posixpath.join(folder, base or ".")
    for pattern, targets in paths:
        head, star, tail = pattern.partition("*")
        if specifier != pattern and not (star and specifier.startswith(head) and specifier.endswith(tail)):
            continue
        inner = specifier[len(head) : len(specifier) - len(tail)] if star else ""
        for target in targets:
            yield posixpath.normpath(posixpath.join(root, target.replace("*", inner, 1)))
    if base:
        yield posixpath.normpath(posixpath.join(root, specifier))
    for other in extended:
        there = posixpath.normpath(posixpath.join(folder, other))
        yield from _mapped(specifier, there if there.endswith(".json") else f"{there}.json", project, depth - 1)


@lru_cache(maxsize=64)
def _options(data: bytes) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    """``baseUrl``, ``paths`` and what is extended or referred to; nothing where the file cannot be read."""
    text = TOKEN.sub(lambda match: match[1] or "", data.decode("utf-8", "replace"))
    try:
        read = json.loads(text)
        options = read.get("compilerOptions") or {}
        paths = options.get("paths") or {}
        wanted = tuple((str(key), tuple(str(one) for one in value)) for key, value in paths.items())
        extended = read.get("extends") or ()
        others = [extended] if isinstance(extended, str) else list(extended)
        others += [posixpath.join(".", str(one.get("path", ""))) for one in read.get("references") or ()]
        return str(options.get("baseUrl") or ""), wanted, tuple(other for other in others if other.startswith("."))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return "", (), ()
