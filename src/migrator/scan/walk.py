"""Which files there are to scan: what git lists, or a walk where there is no git; and what is left out, with why."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from contextlib import closing, suppress
from itertools import chain

from migrator.model import Skipped, Unknown
from migrator.record import field, record
from migrator.scan import git
from migrator.scan.read import why
from migrator.scan.unscanned import (
    BINARY,
    ENVIRONMENT,
    ENVIRONMENT_MARK,
    GENERATED,
    INSTALLED_BESIDE,
    NOT_ENTERED,
    VENDORED,
)
from migrator.settings import Settings

NOT_COUNTED = 0
INSTALLED_AT_TOP = tuple(dict.fromkeys(name for names in INSTALLED_BESIDE.values() for name in names))

Batch = Callable[[Sequence[str]], None]


@record
class Walked:
    """What a walk found; paths are relative to the root, with ``/`` between parts.

    ``files`` are to be searched; links and files that were deleted may be among them. ``binary`` are known by their
    suffix and only have a name. ``named`` are those of ``files`` that were asked for by name. A directory in
    ``skipped`` that was not entered counts no files.
    """

    files: tuple[str, ...]
    binary: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    skipped: tuple[Skipped, ...] = ()
    unknown: tuple[Unknown, ...] = ()


@record(frozen=False)
class _Found:
    """A walk so far. ``skipped`` counts files by path and reason."""

    files: list[str] = field(default_factory=list)
    binary: list[str] = field(default_factory=list)
    skipped: dict[tuple[str, str], int] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)

    def skip(self, path: str, reason: str) -> None:
        self.skipped[path, reason] = self.skipped.get((path, reason), 0) + 1


def walk(root: str, paths: Sequence[str], settings: Settings, batch: Batch | None = None) -> Walked:
    """The files to scan below ``paths``.

    A file that is named is scanned whatever ignores it, and so is what is inside a named directory that git ignores
    as a whole; a named link is followed.

    Args:
        root: the absolute path that files are relative to.
        paths: files and directories, absolute or as seen from the current directory; none means all of ``root``.
        settings: ``include`` and ``exclude`` are patterns as in an ignore file, over paths from the root.
        batch: is called with files as they are known, no file twice. Work done in it is done while git still looks
            for more.
    """
    root = os.path.realpath(root)
    found = _Found()
    named, directories = _targets(root, paths or (root,), found)
    batches, seen = [named], set(named)
    if named and batch is not None:
        batch(named)
    with closing(_stages(directories, found)) as stages:
        for _ in stages:
            files = _chosen(dict.fromkeys(found.files), settings, seen)
            found.files.clear()
            files.sort()  # nearly done by git
            batches.append(files)
            seen.update(files)
            if files and batch is not None:
                batch(files)
    return Walked(
        files=tuple(sorted(chain.from_iterable(batches))),
        binary=tuple(sorted(_chosen(dict.fromkeys(found.binary), settings, seen))),
        named=frozenset(named),
        skipped=tuple(Skipped(path, why, count) for (path, why), count in sorted(found.skipped.items())),
        unknown=tuple(Unknown(path, why) for path, why in sorted(found.unknown.items())),
    )


def relative(root: str, path: str) -> str:
    """``path`` as seen from ``root``, both absolute, with ``/``; as it is where no way leads there."""
    with suppress(ValueError):  # another drive
        path = os.path.relpath(path, root)
    return path.replace(os.sep, "/")


def _targets(root: str, paths: Sequence[str], found: _Found) -> tuple[list[str], list[tuple[str, str]]]:
    """The files, and the directories with what to put before the names of what is in them, that ``paths`` name."""
    files, directories = [], []
    for path in dict.fromkeys(map(os.path.realpath, paths)):
        shown = relative(root, path)
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            found.unknown[shown] = "does not exist" if isinstance(error, FileNotFoundError) else why(error)
            continue
        if stat.S_ISDIR(mode):
            directories.append((path, "" if shown == "." else shown + "/"))
        elif stat.S_ISREG(mode):
            files.append(shown)
        else:
            found.unknown[shown] = "is a device, socket or pipe, not a file"
    return sorted(files), directories


def _stages(directories: Sequence[tuple[str, str]], found: _Found) -> Generator[None, None, None]:
    """Finds what is in ``directories``, and stops each time that git will take a while, and at the end."""
    pending = list(directories)
    waiting: list[tuple[git.Listing, str, str]] = []
    try:
        while True:
            while pending:
                directory, prefix = pending.pop()
                listing = git.listing(directory) if git.is_inside(directory) else None
                if listing is None:
                    _pruned(directory, prefix, found)
                else:
                    waiting.append((listing, directory, prefix))
                    _sift(listing.files, directory, prefix, found)
                    pending += _repositories(listing.submodules, directory, prefix, found)
            yield
            if not waiting:
                return
            listing, directory, prefix = waiting[-1]
            others = git.others(listing.untracked)
            waiting.pop()
            if not (listing.files or listing.submodules or others.files or others.repositories):
                _pruned(directory, prefix, found)  # all of it is ignored, and yet it was asked for
            _sift(others.files, directory, prefix, found)
            found.unknown.update((prefix + path, reason) for path, reason in others.unread)
            pending += _repositories(others.repositories, directory, prefix, found)
    finally:
        for listing, _, _ in waiting:
            git.close(listing.untracked)


def _repositories(paths: Sequence[str], directory: str, prefix: str, found: _Found) -> list[tuple[str, str]]:
    """Repositories below ``directory``, submodules among them, as directories to be listed on their own."""
    present = []
    for path in paths:
        outer, kind = _outside(path, ())
        inner = os.path.join(directory, path)
        if kind:
            found.skipped.setdefault((prefix + outer, kind), NOT_COUNTED)
        elif outer:
            continue
        elif os.path.lexists(os.path.join(inner, ".git")):
            present.append((inner, f"{prefix}{path}/"))
        else:
            found.skipped[prefix + path, "submodule that is not checked out"] = NOT_COUNTED
    return present


def _pruned(directory: str, prefix: str, found: _Found) -> None:
    from migrator.scan.ignore import pruned

    walked = pruned(directory)
    _sift(walked.files, directory, prefix, found)
    found.skipped.update(((prefix + path, kind), NOT_COUNTED) for path, kind in walked.vendored)
    found.unknown.update((prefix + path, why(error)) for path, error in walked.unread)


def _sift(paths: Sequence[str], directory: str, prefix: str, found: _Found) -> None:
    """Sorts paths below ``directory`` into those to search and those not to. Runs for every file of a code base."""
    environments = {path[: -len(ENVIRONMENT_MARK) - 1] for path in paths if path.endswith("/" + ENVIRONMENT_MARK)}
    beside = [("", INSTALLED_AT_TOP)]
    files, binary, lower = found.files, found.binary, dict[str, str]()
    last, outside = "", ("", "")
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder != last:
            last, outside = folder, _outside(folder, environments)
        if outside[0]:
            if outside[1]:
                found.skip(prefix + outside[0], outside[1])
            continue
        if name in INSTALLED_BESIDE:
            beside.append((folder and folder + "/", INSTALLED_BESIDE[name]))
        suffix = name[name.rfind(".") :]
        suffix = lower.get(suffix) or lower.setdefault(suffix, suffix.lower())
        if suffix in BINARY:
            binary.append(prefix + path)
            found.skip("*" + suffix, "binary file")
        elif suffix in GENERATED and (end := _generated(name, suffix)):
            found.skip("*" + end, GENERATED[suffix][end])
        else:
            files.append(prefix + path)
    for folder, names in beside:
        for name in names:
            kind = _installed(os.path.join(directory, folder, name))
            if kind:
                found.skipped.setdefault((prefix + folder + name, kind), NOT_COUNTED)


def _outside(folder: str, environments: Collection[str]) -> tuple[str, str]:
    """The outermost of ``folder`` and the directories around it that is not looked into, and what it holds.

    Two empty strings mean that there is none; with the second one empty there is nothing to say about it.
    """
    parts = folder.split("/")
    if NOT_ENTERED.isdisjoint(parts) and not environments:
        return "", ""
    for count, name in enumerate(parts, 1):
        outer = "/".join(parts[:count])
        if name in NOT_ENTERED:
            return outer, VENDORED.get(name, "")
        if outer in environments:
            return outer, ENVIRONMENT
    return "", ""


def _generated(name: str, suffix: str) -> str:
    return next((end for end in GENERATED[suffix] if name.lower().endswith(end)), "")


def _installed(directory: str) -> str:
    """What ``directory`` holds if it is there and vendored, otherwise nothing."""
    kind = VENDORED.get(os.path.basename(directory))
    if kind:
        return kind if os.path.isdir(directory) else ""
    return ENVIRONMENT if os.path.exists(os.path.join(directory, ENVIRONMENT_MARK)) else ""


def _chosen(paths: Iterable[str], settings: Settings, seen: Collection[str]) -> list[str]:
    """Those of ``paths`` that were not ``seen`` and that the settings want scanned.

    The baseline repeats what is said elsewhere and is no part of it.
    """
    baseline = settings.baseline
    chosen = [path for path in paths if path not in seen and path != baseline]
    if settings.exclude or settings.include:
        from migrator.scan.ignore import patterns
    if settings.exclude:
        exclude = patterns(settings.exclude)
        chosen = [path for path in chosen if not exclude.match_file(path)]
    if settings.include:
        include = patterns(settings.include)
        chosen = [path for path in chosen if include.match_file(path)]
    return chosen
