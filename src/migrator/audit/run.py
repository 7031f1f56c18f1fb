"""The whole audit: files are listed and searched, and those with hits decoded and judged."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from migrator.audit.calls import LANGUAGES, WithCalls
from migrator.audit.file import FileAudit, audit_name
from migrator.languages.names import SUFFIXES
from migrator.model import Audit, Explained, Finding, Skipped, Span, Unknown
from migrator.record import field, record
from migrator.rules.load import RuleSet
from migrator.rules.needles import needles as needles_of
from migrator.scan import pool, read
from migrator.scan.decode import decode
from migrator.scan.find import CRASHED, Wanted, find
from migrator.scan.search import finder, matcher
from migrator.scan.source import Source
from migrator.scan.unscanned import BUNDLED, BYTES_A_LINE
from migrator.scan.walk import Walked
from migrator.settings import Settings

if TYPE_CHECKING:
    from migrator.scan.search import Finder

Judge: TypeAlias = Callable[[Source, Sequence[Span], RuleSet], FileAudit]

CHUNK, FINE_CHUNK, FEW = 8, 2, 400
"""Files that are judged at a time, and of :data:`FEW` at most: some take a thousand times as long as others."""
LARGE = 100_000
"""Bytes of a file that is judged before others: it takes long, and more room when much has been in memory."""
WORTH_WORKERS = 24
"""Files with hits from which on two processes are faster, although each imports the parsers."""


def audit(
    root: str,
    paths: Sequence[str],
    settings: Settings,
    rules: RuleSet,
    *,
    jobs: int = 0,
    judge: Judge | None = None,
    whole: bool = True,
) -> Audit:
    """Every reference in the files below ``paths``, sorted by place. The same for every number of processes.

    Args:
        root: the absolute path that all paths in the result are relative to.
        paths: files and directories, absolute or as seen from the current directory; none means all of ``root``.
        settings: what to scan.
        rules: what is searched for, and what the hits mean.
        jobs: the number of processes; 0 chooses.
        judge: turns a decoded file and its hits into findings; the whole analysis does, if none is given.
        whole: whether to find what is read of replies too, and to say of each call what its fix would be, which takes
            most of the time of a few files.
    """
    inside, limit = os.path.join(os.path.realpath(root), ""), settings.max_file_bytes
    wanted = _wanted(rules)
    found = find(root, paths, settings, wanted, jobs)
    judge = judge or WithCalls(inside, frozenset(found.walked.files), tuple(found.hits), limit, whole)
    work = _Judging(inside, limit, wanted, rules, judge, found.walked.named)
    ordered = sorted(found.hits, key=lambda path: -_size(inside + path))
    chunk = CHUNK if len(ordered) > FEW else FINE_CHUNK
    parts, lost = pool.run(work, ordered, jobs=jobs, chunk=chunk, worth=WORTH_WORKERS)
    parts.append(_Part(unknown=[Unknown(path, CRASHED) for path in lost], findings=_names(inside, found.walked, rules)))
    return Audit(
        findings=tuple(sorted((one for part in parts for one in part.findings), key=_place)),
        unknown=tuple(sorted((*found.unknown, *(one for part in parts for one in part.unknown)), key=_path)),
        explained=tuple(sorted((one for part in parts for one in part.explained), key=_path)),
        skipped=tuple(sorted((*found.skipped, *(one for part in parts for one in part.skipped)), key=_path)),
        files=len(found.walked.files),
    )


def _place(finding: Finding) -> tuple[str, Span, str]:
    return finding.path, finding.span, finding.rule


def _path(one: Unknown | Skipped | Explained) -> str:
    return one.path


def _size(path: str) -> int:
    """The size of a large file in bytes; 0 of others, and where it cannot be told."""
    try:
        size = os.stat(path).st_size
    except OSError:
        return 0
    return size if size >= LARGE else 0


@record(frozen=False)
class _Part:
    """What some files say."""

    findings: list[Finding] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@record
class _Judging:
    """What a worker does with some files that have hits. ``inside`` is the root with a separator at its end."""

    inside: str
    limit: int
    wanted: Wanted
    rules: RuleSet
    judge: Judge
    named: frozenset[str]

    def __call__(self, paths: Sequence[str]) -> _Part:
        part, finds = _Part(), _finder(self.wanted)
        for path in paths:
            try:
                raw = read.content(self.inside + path, self.limit)
            except read.TooLarge as error:
                part.unknown.append(Unknown(path, read.too_large(error.size, self.limit)))
            except OSError as error:
                part.unknown.append(Unknown(path, read.why(error)))
            else:
                self._decoded(path, raw, finds, part)
        return part

    def _decoded(self, path: str, raw: bytes, finds: Finder, part: _Part) -> None:
        source = decode(path, raw)
        if isinstance(source, Unknown):
            if b"\0" not in raw or matcher(self.wanted.telling)(raw):
                part.unknown.append(source)
            return
        hits = [Span(start, end) for start, end in finds(source.data)]
        width = 0 if path in self.named else _bundle_width(source)
        if hits and width:
            part.skipped.append(Skipped(path, f"minified ({width:,} bytes a line)", 1))
        elif hits:
            self._judged(source, hits, part)

    def _judged(self, source: Source, hits: Sequence[Span], part: _Part) -> None:
        try:
            judged = self.judge(source, hits, self.rules)
        except RecursionError:
            part.unknown.append(Unknown(source.path, "is nested too deeply to be parsed"))
        except Exception as error:
            said = f"internal error, please report it: {type(error).__name__}: {error}"
            part.unknown.append(Unknown(source.path, said))
        else:
            part.findings += judged.findings
            part.explained += judged.explained
            if judged.unknown is not None:
                part.unknown.append(judged.unknown)


@lru_cache(maxsize=1)
def _finder(wanted: Wanted) -> Finder:
    return finder((*wanted.telling, *wanted.candidates))


def _wanted(rules: RuleSet) -> Wanted:
    """The paths of an interface are nobody's evidence, but may be those of a call to it."""
    needles = needles_of(rules.evidence)
    telling = {text.lower().encode() for text in (*rules.evidence.words, *rules.evidence.ports)}
    return Wanted(
        tuple(needle for needle in needles if needle in telling),
        tuple(needle for needle in needles if needle not in telling),
        frozenset(("", *(f".{suffix}" for language in LANGUAGES for suffix in SUFFIXES[language].split()))),
    )


def _bundle_width(source: Source) -> int:
    """Bytes a line, if this is the work of a bundler."""
    if source.path[source.path.rfind(".") :].lower() not in BUNDLED:
        return 0
    width = len(source.data) // (source.data.count(b"\n") + 1)
    return width if width >= BYTES_A_LINE else 0


def _names(inside: str, walked: Walked, rules: RuleSet) -> list[Finding]:
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
    found = (audit_name(path, rules) for path in telling if os.path.lexists(inside + path))
    return [finding for finding in found if finding is not None]
