"""Finds the directives of a whole code base, those in files without any finding included: they are unused."""

from __future__ import annotations

import os
from collections.abc import Sequence

from migrator.gate.directives import directives
from migrator.gate.suppress import MARKER, Suppression
from migrator.record import record
from migrator.scan import pool
from migrator.scan.decode import decode
from migrator.scan.read import TooLarge, content
from migrator.scan.search import matcher
from migrator.scan.source import Source
from migrator.scan.walk import walk
from migrator.settings import Settings


def collect(paths: Sequence[str], settings: Settings, *, jobs: int = 0) -> tuple[Suppression, ...]:
    """The directives in the files below ``paths``, by path. What cannot be read is the audit's business."""
    files = walk(settings.root, paths, settings).files
    parts, _ = pool.run(_Collect(settings, len(files)), files, jobs=jobs)
    return tuple(directive for part in parts for directive in part)


@record
class _Collect:
    """What a worker does with some of ``files`` files."""

    settings: Settings
    files: int

    def __call__(self, paths: Sequence[str]) -> list[Suppression]:
        holds = matcher([MARKER], self.files)
        found: list[Suppression] = []
        for path in paths:
            try:
                raw = content(os.path.join(self.settings.root, path), self.settings.max_file_bytes)
            except (OSError, TooLarge):
                continue
            if holds(raw) and isinstance(source := decode(path, raw), Source):
                found += directives(source)
        return found
