"""The files of a code base, parsed when they are first needed."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from migrator.languages import language_of

if TYPE_CHECKING:
    from migrator.scan.source import Source
    from migrator.syntax import Module


class Project:
    """Reads and keeps modules. ``files`` are all paths of the code base, relative, with ``/``.

    ``read`` gives the source of a path, or ``None`` where it cannot be read.
    """

    def __init__(self, files: Iterable[str], read: Callable[[str], Source | None]) -> None:
        self.files = frozenset(files)
        self.read = read
        self._modules: dict[str, Module | None] = {}
        self._stems: dict[str, list[str]] | None = None

    def module(self, path: str) -> Module | None:
        """The module at a path; ``None`` if it cannot be read or is in no programming language."""
        if path not in self._modules:
            source = self.read(path)
            self._modules[path] = parsed(source) if source is not None else None
        return self._modules[path]

    def add(self, source: Source) -> Module | None:
        """The module of a source that was read already."""
        if self._modules.get(source.path) is None:
            self._modules[source.path] = parsed(source)
        return self._modules[source.path]

    def named(self, stem: str) -> list[str]:
        """The paths whose file name, or directory if the file stands for it, is ``stem``."""
        if self._stems is None:
            self._stems = {}
            for path in self.files:
                folder, name = posixpath.split(path)
                stem_of, suffix = posixpath.splitext(name)
                if suffix in SUFFIXES:
                    key = posixpath.basename(folder) if stem_of in ("__init__", "index") else stem_of
                    self._stems.setdefault(key, []).append(path)
        return self._stems.get(stem, [])


SUFFIXES = frozenset({".py", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue"})


def parsed(source: Source) -> Module | None:
    """The module of a source, by the language of its path."""
    match language_of(source.path):
        case "python":
            from migrator.languages.python.module import PythonModule

            return PythonModule(source)
    return None
