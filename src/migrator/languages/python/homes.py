"""Where a module stands that a Python file needs and that may not be there yet."""

from __future__ import annotations

import posixpath
import sys
from typing import TYPE_CHECKING

from migrator.syntax.importing import Home

if TYPE_CHECKING:
    from migrator.syntax import Module, Project

SUFFIX = ".py"


def home_of(module: Module, project: Project) -> Home:
    """Where a module that a file needs may stand.

    It goes to the top of the file's package, so that all of the package can share it, and is imported as the file
    imports what is the project's own: by a name from the root of the packages, or by one relative to the file.
    """
    folder = posixpath.dirname(module.source.path)
    if (root := _root(module, project)) is not None:
        inner = posixpath.relpath(folder, root or ".").split("/") if folder != root else []
        top = [] if _is_anothers(inner[:1], root, module, project) else inner[:1]
        return _home(posixpath.join(root, *top), "".join(f"{name}." for name in top))
    at, dots = folder, "."
    while _is_package(posixpath.dirname(at), project) and at:
        at, dots = posixpath.dirname(at), f"{dots}."
    relative = any(binding.module.startswith(".") for binding in module.imports())
    if relative or (_is_package(folder, project) and not _is_started(module)):
        return _home(at, dots)
    return _home(folder, "")


def _home(folder: str, before: str) -> Home:
    return Home(folder, before, SUFFIX, SUFFIX)


def _root(module: Module, project: Project) -> str | None:
    """The folder from which a file imports the project's own modules by their whole name, if it does."""
    for binding in module.imports():
        if not binding.module or binding.module.startswith("."):
            continue
        if binding.module.partition(".")[0] in sys.stdlib_module_names:
            continue  # whatever file of a package has that name, too
        there = module.imported(binding.module, project)
        stem = posixpath.splitext(there.source.path)[0].removesuffix("/__init__") if there is not None else ""
        tail = binding.module.replace(".", "/")
        if stem == tail or stem.endswith(f"/{tail}"):
            root = stem[: -len(tail)].rstrip("/")
            if not root or f"{posixpath.dirname(module.source.path)}/".startswith(f"{root}/"):
                return root
    return None


def _is_anothers(top: list[str], root: str, module: Module, project: Project) -> bool:
    """Whether a folder that is no package has the name of somebody else's, which is found in its place."""
    if not top or _is_package(posixpath.join(root, *top), project):
        return False
    taken = [one.module for one in module.imports() if one.module.partition(".")[0] == top[0]]
    return any(module.imported(name, project) is None for name in taken)


def _is_package(folder: str, project: Project) -> bool:
    return posixpath.join(folder, "__init__.py") in project.files


def _is_started(module: Module) -> bool:
    """Whether a file is a program of its own."""
    return b"__main__" in module.source.data
