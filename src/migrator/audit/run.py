"""The whole audit: files are listed, searched, decoded and judged, by as many processes as pay."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from migrator.audit.calls import WithCalls
from migrator.audit.file import FileAudit, audit_name
from migrator.model import Audit, Explained, Finding, Skipped, Span, Unknown
from migrator.rules.load import RuleSet
from migrator.rules.needles import needles
from migrator.scan import pool, read
from migrator.scan.decode import decode
from migrator.scan.search import finder, matcher
from migrator.scan.source import Source
from migrator.scan.unscanned import BUNDLED, BYTES_A_LINE
from migrator.scan.walk import Walked, walk
from migrator.settings import Settings

if TYPE_CHECKING:
    from migrator.scan.search import Finder, Matcher

CLOCK_TICK_NS = 20_000_000
"""File systems take the time from a clock that is up to a tick behind."""
GONE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR)

Judge: TypeAlias = Callable[[Source, Sequence[Span], RuleSet], FileAudit]


def audit(
    root: str, paths: Sequence[str], settings: Settings, rules: RuleSet, *, jobs: int = 0, judge: Judge | None = None
) -> Audit:
    """Every reference in the files below ``paths``, sorted by place. The same for every number of processes.

    Args:
        root: the absolute path that all paths in the result are relative to.
        paths: files and directories, absolute or as seen from the current directory; none means all of ``root``.
        settings: what to scan.
        rules: what is searched for, and what the hits mean.
        jobs: the number of processes; 0 chooses.
        judge: turns a decoded file and its hits into findings; the whole analysis does, if none is given.
    """
    started = time.time_ns()
    root = os.path.realpath(root)
    parts: list[_Part] = []

    def scan(files: Sequence[str], named: bool) -> None:
        inside, limit = os.path.join(root, ""), settings.max_file_bytes
        finds = judge or WithCalls(inside, frozenset(files), limit)
        work = _Scan(inside, limit, rules, finds, named, len(files), started)
        work.searches()
        done, lost = pool.run(work, files, jobs=jobs)
        parts.extend(done)
        parts.append(_Part(unknown=[Unknown(path, "crashed the process that looked at it") for path in lost]))

    walked = walk(root, paths, settings, scan)
    findings = [finding for part in parts for finding in part.findings] + _names(root, walked, rules)
    return Audit(
        findings=tuple(sorted(findings, key=lambda one: (one.path, one.span, one.rule))),
        unknown=tuple(sorted((*walked.unknown, *(one for part in parts for one in part.unknown)), key=_path)),
        explained=tuple(
            sorted((one for part in parts for one in part.explained), key=lambda one: (one.path, one.line))
        ),
        skipped=tuple(sorted((*walked.skipped, *(one for part in parts for one in part.skipped)), key=_path)),
        files=len(walked.files),
    )


def _path(one: Unknown | Skipped) -> str:
    return one.path


@dataclass(slots=True)
class _Part:
    """What some files say."""

    findings: list[Finding] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Searches:
    """``holds`` says what is worth parsing, ``finds`` where; ``tells`` whether there is evidence by itself.

    The paths of an interface are none, so a file that cannot be read as text is not unknown for them.
    """

    holds: Matcher
    finds: Finder
    tells: Matcher


@dataclass(frozen=True, slots=True)
class _Scan:
    """What a worker does with some files.

    ``root`` ends with a separator. ``named`` says that the files were asked for by name, ``count`` how many there are
    in all, ``started`` when the audit did, in nanoseconds.
    """

    root: str
    limit: int
    rules: RuleSet
    judge: Judge
    named: bool
    count: int
    started: int

    def searches(self) -> _Searches:
        """Made once for each process, and before forking once for all."""
        evidence = self.rules.evidence
        telling = tuple(text.lower().encode() for text in (*evidence.words, *evidence.ports))
        return _searches(needles(evidence), telling, self.count)

    def __call__(self, paths: Sequence[str]) -> _Part:
        part, searches = _Part(), self.searches()
        root, limit, holds = self.root, self.limit, searches.holds
        for path in paths:
            try:
                raw = read.content(root + path, limit)
                if holds(raw):
                    self._judge(path, raw, searches, part)
            except read.TooLarge as error:
                if read.holds_somewhere(root + path, searches.tells):
                    part.unknown.append(Unknown(path, f"{read.too_large(error.size, limit)}, and a hit"))
            except OSError as error:
                self._failed(path, error, part)
        return part

    def _judge(self, path: str, raw: bytes, searches: _Searches, part: _Part) -> None:
        source = decode(path, raw)
        if isinstance(source, Unknown):
            if b"\0" not in raw or searches.tells(raw):
                part.unknown.append(source)
            return
        hits = [Span(start, end) for start, end in searches.finds(source.data)]
        if not hits:
            return
        if not self.named and (width := _bundle_width(source)):
            part.skipped.append(Skipped(path, f"minified ({width:,} bytes a line)", 1))
            return
        try:
            judged = self.judge(source, hits, self.rules)
        except RecursionError:
            part.unknown.append(Unknown(path, "is nested too deeply to be parsed"))
        except Exception as error:
            reason = f"internal error, please report it: {type(error).__name__}: {error}"
            part.unknown.append(Unknown(path, reason))
        else:
            part.findings += judged.findings
            part.explained += judged.explained
            if judged.unknown is not None:
                part.unknown.append(judged.unknown)

    def _failed(self, path: str, error: OSError, part: _Part) -> None:
        full = self.root + path
        if error.errno in (errno.ELOOP, errno.EMLINK):  # FreeBSD says EMLINK
            if leads := _leads_nowhere(full, self.root):
                part.skipped.append(Skipped(path, leads, 1))
        elif error.errno not in GONE or _changed_since(os.path.dirname(full), self.started):
            part.unknown.append(Unknown(path, read.why(error)))


@lru_cache(maxsize=2)
def _searches(wanted: tuple[bytes, ...], telling: tuple[bytes, ...], files: int) -> _Searches:
    return _Searches(matcher(wanted, files), finder(wanted), matcher(telling))


def _bundle_width(source: Source) -> int:
    """Bytes a line, if this is the work of a bundler."""
    if source.path[source.path.rfind(".") :].lower() not in BUNDLED:
        return 0
    width = len(source.data) // (source.data.count(b"\n") + 1)
    return width if width >= BYTES_A_LINE else 0


def _leads_nowhere(link: str, root: str) -> str:
    """Why a link is left out; empty if it leads to what is in the tree itself."""
    target = os.path.realpath(link)
    if not os.path.exists(target):
        return "symbolic link to nothing"
    return "" if os.path.join(target, "").startswith(root) else "symbolic link out of the tree"


def _changed_since(directory: str, time_ns: int) -> bool:
    """Whether something in ``directory`` came or went after ``time_ns``. What went before was no part of the tree.

    git lists tracked files that were deleted; asking it which would take as long as listing all.
    """
    while not os.path.exists(directory):
        directory = os.path.dirname(directory)
    return os.stat(directory).st_mtime_ns > time_ns - CLOCK_TICK_NS


def _names(root: str, walked: Walked, rules: RuleSet) -> list[Finding]:
    """What the names of files and directories say, of those that are there."""
    words = [word.lower() for word in rules.evidence.words]
    telling: dict[str, None] = {}
    for path in (*walked.files, *walked.binary):
        lower = path.lower()
        for word in words:
            if word in lower:
                parts = path.split("/")
                ends = (count for count, name in enumerate(parts, 1) if word in name.lower())
                telling.update(("/".join(parts[:end]), None) for end in ends)
    found = (audit_name(path, rules) for path in telling if os.path.lexists(os.path.join(root, path)))
    return [finding for finding in found if finding is not None]
