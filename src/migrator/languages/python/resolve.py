"""From the name of a Python module to the file of the project that it is."""

from __future__ import annotations

import posixpath
from collections.abc import Callable


def resolve(module: str, importer: str, files: frozenset[str], named: Callable[[str], list[str]]) -> str | None:
    """The path of a module that the file ``importer`` imports, or ``None`` if it is not the project's own.

    ``module`` may be relative (``..config``). Where the root of the packages is, nobody says: an absolute name is
    looked for from the importer's directory upwards, then anywhere, the nearest first.
    """
    dots = len(module) - len(module.lstrip("."))
    parts = [part for part in module[dots:].split(".") if part]
    folder = posixpath.dirname(importer)
    if dots:
        for _ in range(dots - 1):
            folder = posixpath.dirname(folder)
        return _file(folder, parts, files)
    while True:
        found = _file(folder, parts, files)
        if found is not None and found != importer:
            return found
        if not folder:
            break
        folder = posixpath.dirname(folder)
    if len(parts) < 2:
        return None
    tail = "/".join(parts)
    ends = (f"/{tail}.py", f"/{tail}/__init__.py")
    return min(
        (path for path in named(parts[-1]) if path.endswith(ends)), key=lambda path: _far(path, importer), default=None
    )


def _file(folder: str, parts: list[str], files: frozenset[str]) -> str | None:
    stem = posixpath.join(folder, *parts)
    for path in (f"{stem}.py", posixpath.join(stem, "__init__.py")):
        if path in files:
            return path
    return None


def _far(path: str, importer: str) -> tuple[int, str]:
    """How many directories lie between two files; the path itself breaks ties."""
    one, other = path.split("/"), importer.split("/")
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return len(one) + len(other) - 2 * shared, path
