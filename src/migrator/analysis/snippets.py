"""Code that a project needs once, for what no expression can say: where it stands, and how a file imports it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from migrator.record import record
from migrator.unit import Import, NewFile

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.rules.load import RuleSet
    from migrator.syntax import Module


@record
class Home:
    """A folder of the project, and what is put in front of the name of a module in it to import that."""

    folder: str
    prefix: str


@record
class Taken:
    """A function of a snippet, as a file takes it; ``why`` says what stands in the way, if anything does."""

    name: str
    imported: Import
    file: NewFile
    why: str = ""


def available(function: str, module: Module, rules: RuleSet) -> bool:
    """Whether a snippet in the language of ``module`` has the function."""
    return any(one.language == module.family and function in one.functions for one in rules.snippets)


def taken(function: str, module: Module, project: Project, rules: RuleSet) -> Taken:
    """How a file gets a function of a snippet that is :func:`available`: the import, and the file it comes from."""
    snippet = next(one for one in rules.snippets if one.language == module.family and function in one.functions)
    home = home_of(module, project)
    path = posixpath.join(home.folder, f"{snippet.module}{posixpath.splitext(module.source.path)[1]}")
    there = project.read(path) if path in project.files else None
    why = ""
    if there is not None and f"def {function}(".encode() not in there.data:
        why = f"{path} is there already and has no `{function}`"
    elif any(binding.imported != function for binding in module.binding(module.scope(0), function)):
        why = f"`{function}` is the name of something else in this file"
    imported = Import(module.source.path, f"{home.prefix}{snippet.module}", function)
    return Taken(function, imported, NewFile(path, snippet.text), why)


def home_of(module: Module, project: Project) -> Home:
    """Where a module that a file needs may stand.

    It goes to the top of the file's package, so that all of the package can share it, and is imported as the file
    imports what is the project's own: by a name from the root of the packages, or by one relative to the file.
    """
    folder = posixpath.dirname(module.source.path)
    if (root := _root(module, project)) is not None:
        inner = posixpath.relpath(folder, root or ".").split("/") if folder != root else []
        top = inner[:1]
        return Home(posixpath.join(root, *top), "".join(f"{name}." for name in top))
    at, dots = folder, "."
    while _is_package(posixpath.dirname(at), project) and at:
        at, dots = posixpath.dirname(at), f"{dots}."
    relative = any(binding.module.startswith(".") for binding in module.imports())
    if relative or (_is_package(folder, project) and not _is_started(module)):
        return Home(at, dots)
    return Home(folder, "")


def _root(module: Module, project: Project) -> str | None:
    """The folder from which a file imports the project's own modules by their whole name, if it does."""
    for binding in module.imports():
        if not binding.module or binding.module.startswith("."):
            continue
        there = module.imported(binding.module, project)
        stem = posixpath.splitext(there.source.path)[0].removesuffix("/__init__") if there is not None else ""
        tail = binding.module.replace(".", "/")
        if stem == tail or stem.endswith(f"/{tail}"):
            root = stem[: -len(tail)].rstrip("/")
            if not root or f"{posixpath.dirname(module.source.path)}/".startswith(f"{root}/"):
                return root
    return None


def _is_package(folder: str, project: Project) -> bool:
    return posixpath.join(folder, "__init__.py") in project.files


def _is_started(module: Module) -> bool:
    """Whether a file is a program of its own."""
    return b"__main__" in module.source.data
