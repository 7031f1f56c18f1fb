"""What a test is about: the files that it uses or puts something else into, and what it asks of a request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.exports import target
from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from migrator.analysis.dataflow.project import Project
    from migrator.rules.operations import Case, Operation
    from migrator.syntax import Module

DOTTED = re.compile(rb"""["']([A-Za-z_]\w*(?:\.\w+)+)["']""")
"""A path in a string: that of something a test puts its own in the place of, mostly."""


def tested(module: Module, project: Project) -> set[str]:
    """The files that a file takes names from or names in a string, and itself."""
    found: Iterable[tuple[Module, str] | None] = (target(one, module, project) for one in module.imports())
    return {module.source.path, *_patched(module, project), *(there[0].source.path for there in found if there)}


def _patched(module: Module, project: Project) -> Iterator[str]:
    """The files that strings name with a dotted path: ``"app.service.requests.post"``."""
    for path in dict.fromkeys(one.decode() for one in DOTTED.findall(module.source.data)):
        while path:
            there = module.imported(path, project)
            if there is not None:
                yield there.source.path
                break
            path = path.rpartition(".")[0]


def asked(module: Module, operation: Operation) -> list[Span]:
    """Where a file looks for a field of the request that the new server knows by another name, or not at all."""
    names = [name for name, cases in operation.request.items() if any(_moves(name, case) for case in cases)]
    if not names:
        return []
    look = re.compile(rf"""\[["'](?:{"|".join(map(re.escape, names))})["']\](?!\s*=[^=])""".encode())
    return [Span(one.start(), one.end()) for one in look.finditer(module.source.data)]


def _moves(name: str, case: Case) -> bool:
    return bool(case.explode or case.beside) or (case.to is not None and case.to != name)
