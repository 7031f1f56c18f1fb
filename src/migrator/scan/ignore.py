"""The files of a directory without git's help: a walk that honours every ``.gitignore`` on its way."""

from __future__ import annotations

import os
from collections.abc import Iterable

from migrator.record import field, record
from migrator.scan.unscanned import ENVIRONMENT, ENVIRONMENT_MARK, INTERNAL, VENDORED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".gitignore"
REPARSE_POINT = 0x400

Rules = tuple[tuple[int, "GitIgnoreSpec"], ...]
"""Ignore files from the outermost to the innermost, each with the length of its directory's path."""


@record(frozen=False)
class Pruned:
    """``files`` below the directory, relative to it, vendored directories with what they are, and what failed."""

    files: list[str] = field(default_factory=list)
    vendored: list[tuple[str, str]] = field(default_factory=list)
    unread: list[tuple[str, OSError]] = field(default_factory=list)


def patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns of an ignore file; like git, without those that are malformed."""
    from pathspec import GitIgnoreSpec

    lines = list(lines)
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines([line for line in lines if _is_sound(line)])


def pruned(top: str) -> Pruned:
    """Walks ``top`` without following links. Ignored, vendored and internal directories are not entered."""
    found = Pruned()
    pending: list[tuple[str, Rules]] = [("", ())]
    while pending:
        folder, rules = pending.pop()
        try:
            with os.scandir(os.path.join(top, folder)) as entries:
                inside = list(entries)
        except OSError as error:
            found.unread.append((folder.rstrip("/"), error))
            continue
        if folder and any(entry.name == ENVIRONMENT_MARK for entry in inside):
            found.vendored.append((folder.rstrip("/"), ENVIRONMENT))
            continue
        rules = _with_ignore_file(inside, folder, rules)
        for entry in inside:
            path = folder + entry.name
            if entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
                if entry.name in INTERNAL or _is_ignored(path + "/", rules):
                    continue
                if entry.name in VENDORED:
                    found.vendored.append((path, VENDORED[entry.name]))
                else:
                    pending.append((path + "/", rules))
            elif (entry.is_file(follow_symlinks=False) or entry.is_symlink()) and not _is_ignored(path, rules):
                found.files.append(path)
    return found


def _with_ignore_file(entries: Iterable[os.DirEntry[str]], folder: str, rules: Rules) -> Rules:
    for entry in entries:
        if entry.name == IGNORE_FILE and entry.is_file():
            try:
                with open(entry.path, encoding="utf-8", errors="surrogateescape") as stream:
                    lines = stream.read().splitlines()
            except OSError:
                return rules  # the file itself is scanned and reported
            return (*rules, (len(folder), patterns(lines)))
    return rules


def _is_ignored(path: str, rules: Rules) -> bool:
    """The innermost ignore file that says anything decides."""
    for start, spec in reversed(rules):
        said = spec.check_file(path[start:]).include
        if said is not None:
            return said
    return False


def _is_sound(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Windows has directories that are links and do not say so."""
    if os.name != "nt":
        return False
    return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & REPARSE_POINT)
