"""Writes a plan's files: all of them or none, each in one moment, with a journal from which it can be undone."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

from migrator.record import record
from migrator.rewrite import disk, journal, undo
from migrator.rewrite.disk import Refused, Step, nothing
from migrator.rewrite.journal import Entry, Run
from migrator.rewrite.plan import FileChange

NEW_MODE = 0o644
"""The permissions of a file that is made."""


@record
class Applied:
    """The files that were written, and the run by whose name they can be undone, if there were any."""

    run: str | None = None
    files: tuple[str, ...] = ()


def apply(files: Sequence[FileChange], root: str, *, step: Step = nothing) -> Applied:
    """Writes the files, or leaves the tree as it is.

    Everything is inspected first, then every new content is put beside its file, and only then do renames begin. What
    goes wrong on the way is taken back; a process that is killed leaves a journal from which ``undo`` does the same.

    Args:
        files: what to write; paths are relative to ``root``.
        root: the project's root directory.
        step: called before each change of the disk.

    Raises:
        Refused: with a line for every file that changed since it was read, is read-only or lies elsewhere, or with what
            went wrong while writing.
    """
    writes = _inspect(files, root)
    if not writes:
        return Applied()
    run = journal.begin(root, [write.entry for write in writes], [write.old for write in writes], step)
    at = ""
    try:
        for index, write in enumerate(writes):
            if write.goes:
                continue
            at = write.entry.path
            os.makedirs(os.path.dirname(write.written), exist_ok=True)
            disk.write_new(run.staged(root, index), write.new, step)
            owner = os.stat(write.target) if write.entry.before else None
            disk.dress(run.staged(root, index), write.entry.mode, owner)
        for index, write in enumerate(writes):
            at = write.entry.path
            if not _is_as_read(write):
                raise Refused([_changed(at)])
            if write.written == write.target and not write.goes:
                disk.replace(run.staged(root, index), write.target, step)
        for index, write in enumerate(writes):
            at = write.entry.path
            if write.written != write.target:
                disk.replace(run.staged(root, index), write.written, step)
        leaving = {write.target for write in writes} - {write.written for write in writes if not write.goes}
        for target in sorted(leaving):
            step("remove", target)
            disk.remove(target)
        at = ""
        touched = {os.path.dirname(path) for write in writes for path in (write.target, write.written)}
        disk.sync_directories(touched)
        disk.remove_empty(os.path.dirname(target) for target in leaving)
        journal.finish(run, step)
    except BaseException as error:
        _take_back(root, run)
        if isinstance(error, OSError):
            raise Refused([f"{at or 'the journal'}: {disk.said(error)}; every file is as it was"]) from error
        raise
    return Applied(run.name, tuple(write.entry.path for write in writes))


@record
class _Write:
    """``target`` is the file as it is, ``written`` the one that is written: the same, unless it is renamed."""

    entry: Entry
    target: str
    old: bytes
    new: bytes
    written: str

    @property
    def goes(self) -> bool:
        """Whether the file goes away."""
        return not self.entry.after


def _inspect(files: Sequence[FileChange], root: str) -> list[_Write]:
    writes: dict[str, _Write] = {}
    reasons: list[str] = []
    for file in files:
        try:
            write = _prepare(file, root)
        except Refused as refused:
            reasons.extend(refused.problems)
            continue
        except OSError as error:
            reasons.append(f"{file.path}: {disk.said(error)}")
            continue
        other = writes.setdefault(write.target, write)
        if other.new != write.new or other.written != write.written:
            reasons.append(f"{file.path} is the same file as {other.entry.path}, and would be changed in two ways")
    leaving = {write.target for write in writes.values() if write.written != write.target}
    reasons += [
        f"{write.entry.path} cannot be called {write.entry.to}: that is there already"
        for write in writes.values()
        if write.written != write.target and write.written not in leaving and os.path.lexists(write.written)
    ]
    if reasons:
        raise Refused([*reasons, "nothing was changed"])
    return list(writes.values())


def _is_as_read(write: _Write) -> bool:
    """Whether a file still holds what it did when it was inspected, or is still missing."""
    if not write.entry.before:
        return not os.path.lexists(write.target)
    with open(write.target, "rb") as file:
        return file.read() == write.old


def _prepare(file: FileChange, root: str) -> _Write:
    target = disk.real(root, file.path)
    if target is None:
        raise Refused([f"{file.path} is a link to a file outside of the project, which has to be changed there"])
    if file.created:
        return _prepare_new(file, target, root)
    status = os.stat(target)
    if not stat.S_ISREG(status.st_mode):
        raise Refused([f"{file.path} is no regular file any more"])
    with open(target, "rb") as opened:
        now = opened.read()
    old, new = file.before.encode(file.before.data), file.before.encode(file.after)
    reasons = [] if now == old else [_changed(file.path)]
    if not status.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        reasons.append(f"{file.path} is read-only: make it writable, or leave it out")
    if not os.access(os.path.dirname(target), os.W_OK | os.X_OK):
        reasons.append(f"{file.path}: its directory is read-only, and a file in it cannot be replaced")
    if reasons:
        raise Refused(reasons)
    base = os.path.realpath(root)
    written = disk.real(root, file.to) if file.to else target
    if written is None:
        raise Refused([f"{file.to} would lie outside of the project"])
    relative, to = (os.path.relpath(path, base).replace(os.sep, "/") for path in (target, written))
    mode = stat.S_IMODE(status.st_mode)
    after = "" if file.gone else disk.digest(new)
    entry = Entry(file.path, relative, mode, disk.digest(old), after, to if file.to else "")
    return _Write(entry, target, old, new, written)


def _prepare_new(file: FileChange, target: str, root: str) -> _Write:
    """A file that is made: nothing may stand in its place, and its directory must take it."""
    if os.path.lexists(os.path.join(root, file.path)):
        raise Refused([_changed(file.path)])
    if not os.access(os.path.dirname(target), os.W_OK | os.X_OK):
        raise Refused([f"{file.path}: its directory is read-only, and no file can be made in it"])
    relative = os.path.relpath(target, os.path.realpath(root)).replace(os.sep, "/")
    return _Write(Entry(file.path, relative, NEW_MODE, "", disk.digest(file.after)), target, b"", file.after, target)


def _changed(path: str) -> str:
    return f"{path} changed since it was read: run again to rewrite what it holds now"


def _take_back(root: str, run: Run) -> None:
    try:
        undo.restore(root, run)
        undo.discard(root, run)
    except OSError as error:
        raise Refused(
            [f"{error.filename}: {disk.said(error)}", "some files are rewritten: `migrator undo` takes them back"]
        ) from error
