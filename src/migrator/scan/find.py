"""The textual phase: which files of a code base hold what is searched for."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from migrator.model import Skipped, Unknown
from migrator.record import field, record
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


@record
class Wanted:
    """What is searched for, in lower case.

    ``telling`` needles are evidence by themselves, in any file. ``candidates`` only make a file worth parsing, and are
    searched where it can be: in files with one of ``suffixes``, lower case with their dot.
    """

    telling: tuple[bytes, ...]
    candidates: tuple[bytes, ...] = ()
    suffixes: frozenset[str] = frozenset()


@record
class Found:
    """Which files were ``walked``, and which ``hits`` among them hold a needle, in order."""

    walked: Walked
    hits: tuple[str, ...]
    unknown: tuple[Unknown, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def find(root: str, paths: Sequence[str], settings: Settings, wanted: Wanted, jobs: int = 0) -> Found:
    """Lists the files below ``paths`` and searches them, while git still looks for more.

    Args:
        root: the absolute path that files are relative to.
        paths: as for :func:`migrator.scan.walk.walk`.
        settings: what to scan.
        wanted: what is searched for.
        jobs: the number of processes; 0 chooses.
    """
    inside = os.path.join(os.path.realpath(root), "")
    started = time.time_ns()
    parts: list[_Part] = []

    def search(files: Sequence[str]) -> None:
        work = _Search(inside, settings.max_file_bytes, wanted, len(files), started)
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


@record(frozen=False)
class _Part:
    """What the search of some files gave."""

    hits: list[str] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@record
class _Search:
    """What a worker does with some of ``files`` files. ``inside`` is the root with a separator at its end."""

    inside: str
    limit: int
    wanted: Wanted
    files: int
    started: int

    def matchers(self) -> tuple[Matcher, Matcher]:
        """What says that there is something telling, and that there is anything at all.

        Made once in each process, and before forking once for all.
        """
        return _matchers(self.wanted, self.files)

    def __call__(self, paths: Sequence[str]) -> _Part:
        part, (tells, holds) = _Part(), self.matchers()
        inside, limit, suffixes, content = self.inside, self.limit, self.wanted.suffixes, read.content
        for path in paths:
            try:
                raw = content(inside + path, limit)
                if (holds if _suffix(path) in suffixes else tells)(raw):
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
def _matchers(wanted: Wanted, files: int) -> tuple[Matcher, Matcher]:
    return matcher(wanted.telling, files), matcher((*wanted.telling, *wanted.candidates), files)


def _suffix(path: str) -> str:
    """The suffix of a file, in lower case with its dot; nothing without one."""
    name = path[path.rfind("/") + 1 :]
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


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
