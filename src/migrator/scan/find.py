"""The textual phase: which files of a code base hold what is searched for."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from migrator.model import Skipped, Unknown
from migrator.scan import pool, read
from migrator.scan.search import matcher
from migrator.scan.walk import Walked, walk
from migrator.settings import Settings

if TYPE_CHECKING:
    from migrator.scan.search import Matcher

CLOCK_TICK_NS = 20_000_000
"""File systems take the time from a clock that is up to a tick behind."""
GONE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR)
LINK = (errno.ELOOP, errno.EMLINK)
"""What systems say of a link that must not be followed."""
CRASHED = "crashed the process that looked at it"


@dataclass(frozen=True, slots=True)
class Found:
    """Which files were ``walked``, and which ``hits`` among them hold a needle, in order."""

    walked: Walked
    hits: tuple[str, ...]
    unknown: tuple[Unknown, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def find(
    root: str,
    paths: Sequence[str],
    settings: Settings,
    needles: Sequence[bytes],
    telling: Sequence[bytes],
    jobs: int = 0,
) -> Found:
    """Lists the files below ``paths`` and searches them, while git still looks for more.

    Args:
        root: the absolute path that files are relative to.
        paths: as for :func:`migrator.scan.walk.walk`.
        settings: what to scan.
        needles: what is searched for, in lower case.
        telling: those of them that make a file unknown that is too large to be looked at.
        jobs: the number of processes; 0 chooses.
    """
    inside = os.path.join(os.path.realpath(root), "")
    started = time.time_ns()
    parts: list[_Part] = []

    def search(files: Sequence[str]) -> None:
        work = _Search(inside, settings.max_file_bytes, tuple(needles), tuple(telling), len(files), started)
        work.matchers()
        done, lost = pool.run(work, files, jobs=jobs)
        parts.extend(done)
        parts.append(_Part(unknown=[Unknown(path, CRASHED) for path in lost]))

    walked = walk(root, paths, settings, search)
    return Found(
        walked,
        tuple(sorted(path for part in parts for path in part.hits)),
        (*walked.unknown, *(one for part in parts for one in part.unknown)),
        (*walked.skipped, *(one for part in parts for one in part.skipped)),
    )


@dataclass(slots=True)
class _Part:
    """What the search of some files gave."""

    hits: list[str] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Search:
    """What a worker does with some of ``files`` files. ``inside`` is the root with a separator at its end."""

    inside: str
    limit: int
    needles: tuple[bytes, ...]
    telling: tuple[bytes, ...]
    files: int
    started: int

    def matchers(self) -> tuple[Matcher, Matcher]:
        """Made once in each process, and before forking once for all."""
        return _matchers(self.needles, self.telling, self.files)

    def __call__(self, paths: Sequence[str]) -> _Part:
        part, (holds, tells) = _Part(), self.matchers()
        inside, limit, content = self.inside, self.limit, read.content
        for path in paths:
            try:
                if holds(content(inside + path, limit)):
                    part.hits.append(path)
            except read.TooLarge as error:
                if read.holds_somewhere(inside + path, tells):
                    part.unknown.append(Unknown(path, f"{read.too_large(error.size, limit)}, and a hit"))
            except OSError as error:
                self._failed(path, error, part)
        return part

    def _failed(self, path: str, error: OSError, part: _Part) -> None:
        full = self.inside + path
        if error.errno in LINK:
            if leads := _leads_nowhere(full, self.inside):
                part.skipped.append(Skipped(path, leads, 1))
        elif error.errno not in GONE or _changed_since(os.path.dirname(full), self.started):
            part.unknown.append(Unknown(path, read.why(error)))


@lru_cache(maxsize=2)
def _matchers(needles: tuple[bytes, ...], telling: tuple[bytes, ...], files: int) -> tuple[Matcher, Matcher]:
    return matcher(needles, files), matcher(telling)


def _leads_nowhere(link: str, inside: str) -> str:
    """Why a link is left out; empty if it leads to what is in the tree itself."""
    target = os.path.realpath(link)
    if not os.path.exists(target):
        return "symbolic link to nothing"
    return "" if os.path.join(target, "").startswith(inside) else "symbolic link out of the tree"


def _changed_since(directory: str, time_ns: int) -> bool:
    """Whether something in ``directory`` came or went after ``time_ns``. What went before was no part of the tree.

    git lists tracked files that were deleted; asking it which would take as long as listing all.
    """
    while not os.path.exists(directory):
        directory = os.path.dirname(directory)
    return os.stat(directory).st_mtime_ns > time_ns - CLOCK_TICK_NS
