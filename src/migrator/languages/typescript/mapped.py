"""The import map of a Deno project, which says what an imported name is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.typescript.imports import STATEMENT
from migrator.languages.typescript.tsconfig import in_deno
from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.scan.source import Source
    from migrator.syntax import Project


def mapped(source: Source, project: Project) -> Iterator[tuple[Span, str]]:
    """The imports of a file that its import map names, each with the path of the map."""
    path = in_deno(source.path, project)
    there = project.read(path) if path else None
    if there is None:
        return
    for found in STATEMENT.finditer(source.data):
        if re.search(rb'"%b/?"\s*:' % re.escape(found[3]), there.data) is not None:
            yield Span(*found.span()), path
