"""From the specifier of an import to the file of the project that it is."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from migrator.languages.typescript.tsconfig import aliases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.syntax import Project

ENDINGS = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".d.ts")
WRITTEN = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
"""What a suffix in a specifier may stand for: TypeScript is imported by the name of what it compiles to."""
SOURCES = ("src", "app", "")
"""Folders that ``@/`` and ``~/`` stand for where no configuration says."""


def resolve(specifier: str, importer: str, project: Project) -> str | None:
    """The path of what the file ``importer`` imports as ``specifier``, or ``None`` if it is not the project's own.

    Relative specifiers are tried with every suffix and as a folder; others by the nearest ``tsconfig.json``, and
    ``@/`` and ``~/`` below the nearest ``src``.
    """
    specifier = specifier.partition("?")[0]
    folder = posixpath.dirname(importer)
    if specifier.startswith("."):
        return _file(posixpath.normpath(posixpath.join(folder, specifier)), project.files)
    for stem in (*aliases(specifier, folder, project), *_conventional(specifier, folder)):
        found = _file(stem, project.files)
        if found is not None and found != importer:
            return found
    return None


def _conventional(specifier: str, folder: str) -> Iterator[str]:
    mark, slash, rest = specifier.partition("/")
    if not slash or mark not in ("@", "~", "~~", "@@", "$lib", "src"):
        return
    inside = f"lib/{rest}" if mark == "$lib" else rest
    while True:
        for source in SOURCES:
            yield posixpath.normpath(posixpath.join(folder, source, inside))
        if not folder:
            return
        folder = posixpath.dirname(folder)


def _file(stem: str, files: frozenset[str]) -> str | None:
    if stem.startswith(".."):
        return None
    if stem in files:
        return stem
    root, suffix = posixpath.splitext(stem)
    for ending in WRITTEN.get(suffix, ()):
        if root + ending in files:
            return root + ending
    for ending in ENDINGS:
        if stem + ending in files:
            return stem + ending
    for ending in ENDINGS:
        if (index := posixpath.join(stem, f"index{ending}")) in files:
            return index
    return None
