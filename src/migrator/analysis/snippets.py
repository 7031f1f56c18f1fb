"""Code that a project needs once, for what no expression can say: where it stands, and how a file imports it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from migrator.record import record
from migrator.unit import Import, NewFile

if TYPE_CHECKING:
    from migrator.analysis.dataflow.project import Project
    from migrator.rules.load import RuleSet
    from migrator.rules.schema import Snippet
    from migrator.syntax import Module


@record
class Taken:
    """A function of a snippet, as a file takes it; ``why`` says what stands in the way, if anything does."""

    name: str
    imported: Import
    file: NewFile
    why: str = ""


def available(function: str, module: Module, project: Project, rules: RuleSet) -> bool:
    """Whether a snippet that can serve ``module`` has the function."""
    return _snippet(function, module, project, rules) is not None


def taken(function: str, module: Module, project: Project, rules: RuleSet) -> Taken:
    """How a file gets a function of a snippet that is :func:`available`: the import, and the file it comes from."""
    found = _snippet(function, module, project, rules)
    assert found is not None
    snippet, name = found
    home = module.home(project)
    path = posixpath.join(home.folder, f"{snippet.module}{home.suffix}")
    there = project.read(path) if path in project.files else None
    why = ""
    if there is not None and re.search(rb"\b(?:def|function\*?) %b\(" % name.encode(), there.data) is None:
        why = f"{path} is there already and has no `{name}`"
    elif any(binding.imported != name for binding in module.binding(module.scope(0), name)):
        why = f"`{name}` is the name of something else in this file"
    imported = Import(module.source.path, f"{home.before}{snippet.module}{home.after}", name)
    return Taken(name, imported, NewFile(path, snippet.text), why)


def _snippet(function: str, module: Module, project: Project, rules: RuleSet) -> tuple[Snippet, str] | None:
    """The snippet with a function, and what the function is called there: ``image_url`` or ``imageUrl``."""
    if any(function in one.lacks and one.package.encode() in module.source.data for one in rules.packages):
        return None
    kind = module.home(project).kind
    for snippet in rules.snippets:
        if kind and snippet.suffix == kind and snippet.language == module.family:
            for name in snippet.functions:
                if name.lower() in (function, function.replace("_", "")):
                    return snippet, name
    return None
