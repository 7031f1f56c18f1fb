"""Recordings of what the old server once answered, which tests play to the code: they must be made anew."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.test_files import is_test

if TYPE_CHECKING:
    from collections.abc import Collection

    from migrator.analysis.dataflow.project import Project
    from migrator.scan.source import Source

KINDS = frozenset({".yaml", ".yml", ".json"})
REQUEST = rb"""\bur[il]["']?\s*:\s*["']?https?://[^\s"']*(%s)["'\s?]"""
"""Where a recording says what was asked for; the paths that are looked for stand in the place of ``%s``."""


def is_recording(path: str) -> bool:
    """Whether a file stands beside tests and may hold recorded requests."""
    return posixpath.splitext(path)[1].lower() in KINDS and is_test(path)


def recorded(project: Project, asked: Collection[str]) -> dict[str, list[str]]:
    """The recordings of a project that hold a request for one of the paths ``asked``, by that path."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(filter(is_recording, project.files)) if asked else ():
        source = project.read(path)
        for one in sorted(requested(source, asked)) if source is not None else ():
            found[one].append(path)
    return found


def requested(source: Source, asked: Collection[str]) -> set[str]:
    """Those of the paths ``asked`` for which a file holds a recorded request."""
    if not is_recording(source.path):
        return set()
    look = re.compile(REQUEST % b"|".join(re.escape(one).encode() for one in sorted(asked)))
    return {match[1].decode() for match in look.finditer(source.data)}
