"""What the tree was before each rewrite, kept until it is undone.

A run is a directory ``.migrator/journal/NAME`` with a manifest and the original of every file, numbered as in the
manifest. It appears in one moment, before the first file is written. Undoing goes by content alone: a file that is as
the rewrite left it gets its original back, one that is as before needs nothing, and any other was edited since. So it
does not matter when a rewrite, or an undo, was killed.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from migrator.rewrite import disk
from migrator.rewrite.disk import Refused, Step, nothing

DIRECTORY = ".migrator"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a run. ``target`` is the file behind ``path``, links followed; both are relative to the root.

    ``before`` and ``after`` are hashes of its content, ``mode`` its permissions.
    """

    path: str
    target: str
    mode: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Run:
    """One rewrite; ``complete`` unless it was killed, or is still going on."""

    name: str
    directory: str
    entries: tuple[Entry, ...]
    complete: bool = False

    def staged(self, root: str, index: int) -> str:
        """Where the new content of a file waits: beside the file, so that a rename is enough."""
        number = self.name.rpartition("-")[2]
        place = os.path.dirname(_absolute(root, self.entries[index].target))
        return os.path.join(place, f".migrator-{number}-{index}")

    def original(self, index: int) -> str:
        """Where the old content of a file is kept."""
        return os.path.join(self.directory, str(index))


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: the run, if there was one, and the files that got their content back.

    ``overwritten`` is the directory that keeps what later edits lost by force, or empty.
    """

    run: str | None = None
    restored: tuple[str, ...] = ()
    overwritten: str = ""


def begin(root: str, entries: Sequence[Entry], originals: Sequence[bytes], step: Step = nothing) -> Run:
    """Opens a run: everything that undoing it needs is on disk when this returns.

    Raises:
        Refused: an earlier run was interrupted, or the journal cannot be written.
    """
    journal = _journal(root)
    try:
        past = runs(root)
        if past and not past[-1].complete:
            raise Refused([f"the rewrite {past[-1].name} was interrupted: `migrator undo` takes it back first"])
        os.makedirs(journal, exist_ok=True)
        _ignored_by_git(root)
        name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{_number(past[-1].name) + 1 if past else 1:04}"
        directory = os.path.join(journal, name)
        partial = f"{directory}.partial"
        try:
            os.mkdir(partial)
            for index, data in enumerate(originals):
                disk.write_new(os.path.join(partial, str(index)), data, step)
            manifest = {"version": VERSION, "files": [asdict(entry) for entry in entries]}
            disk.write_new(os.path.join(partial, "manifest.json"), json.dumps(manifest, indent=1).encode(), step)
            disk.sync_directories([partial])
            disk.replace(partial, directory, step)
            disk.sync_directories([journal])
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    except OSError as error:
        raise Refused([f"no journal can be kept in {journal}: {disk.said(error)}; nothing was changed"]) from error
    return Run(name, directory, tuple(entries))


def finish(run: Run, step: Step = nothing) -> None:
    """Notes that every file of the run was written."""
    disk.write_new(os.path.join(run.directory, "complete"), b"", step)
    disk.sync_directories([run.directory])


def runs(root: str) -> list[Run]:
    """The runs that can be undone, oldest first.

    Raises:
        Refused: a manifest cannot be read.
    """
    journal = _journal(root)
    try:
        names = [name for name in os.listdir(journal) if _number(name)]
    except FileNotFoundError:
        return []
    return [_load(os.path.join(journal, name)) for name in sorted(names, key=lambda name: (_number(name), name))]


def undo(root: str, *, run: str | None = None, force: bool = False, step: Step = nothing) -> Undone:
    """Puts every file of a run back as it was, byte for byte.

    Args:
        root: the root that the rewrite ran on.
        run: the name of the run; the latest one by default.
        force: also files that were edited since; what they held is kept aside.
        step: called before each change of the disk.

    Returns:
        What was done; without a run there was nothing to undo.

    Raises:
        Refused: files were edited since, or one cannot be written. The journal keeps what is not undone yet.
    """
    past = runs(root)
    chosen = next((one for one in past if one.name == run), None) if run else past[-1] if past else None
    if chosen is None:
        if run:
            names = ", ".join(one.name for one in past) or "none"
            raise Refused([f"there is no rewrite {run} to undo; those that can be undone: {names}"])
        _tidy(root)
        return Undone()
    try:
        edited = [index for index in range(len(chosen.entries)) if _state(root, chosen, index) == "edited"]
        if edited and not force:
            changed = [f"{chosen.entries[index].path} was edited since the rewrite {chosen.name}" for index in edited]
            raise Refused([*changed, "nothing was undone; --force undoes all the same, and keeps what they hold now"])
        for index in edited:
            _set_aside(root, chosen, index, step)
        restored = restore(root, chosen, step, edited)
        overwritten = _close(chosen, step)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise Refused([f"{place}{disk.said(error)}; the rest can be undone once that is mended"]) from error
    _tidy(root)
    return Undone(chosen.name, restored, overwritten)


def restore(root: str, run: Run, step: Step = nothing, edited: Sequence[int] = ()) -> tuple[str, ...]:
    """Gives files that are as the run left them, and those in ``edited``, their originals back.

    Raises:
        OSError: one cannot be written; those before it are restored.
    """
    restored = []
    for index, entry in enumerate(run.entries):
        disk.remove(run.staged(root, index))
        if _state(root, run, index) == "after" or index in edited:
            _put_back(root, run, index, step)
            restored.append(entry.path)
    disk.sync_directories(os.path.dirname(_absolute(root, entry.target)) for entry in run.entries)
    return tuple(restored)


def discard(root: str, run: Run) -> None:
    """Forgets a run whose files are all as before."""
    _close(run)
    _tidy(root)


def _state(root: str, run: Run, index: int) -> str:
    """``before``, ``after``, or ``edited`` if the content is neither."""
    entry = run.entries[index]
    try:
        with open(_absolute(root, entry.target), "rb") as file:
            now = disk.digest(file.read())
    except FileNotFoundError:
        return "edited"
    return {entry.before: "before", entry.after: "after"}.get(now, "edited")


def _put_back(root: str, run: Run, index: int, step: Step) -> None:
    """Moves an original into its place, which needs no room on the disk; copies it where it cannot be moved."""
    entry, original = run.entries[index], run.original(index)
    target = _absolute(root, entry.target)
    with open(original, "rb") as file:
        data = file.read()
    if disk.digest(data) != entry.before:
        raise OSError(errno.EIO, "the journal's copy is damaged", original)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    disk.dress(original, entry.mode, os.stat(target) if os.path.exists(target) else None)
    try:
        disk.replace(original, target, step)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        staged = run.staged(root, index)
        disk.write_new(staged, data, step)
        disk.dress(staged, entry.mode)
        disk.replace(staged, target, step)


def _set_aside(root: str, run: Run, index: int, step: Step) -> None:
    """Keeps what an edited file holds in the run's directory, under a name of its own for each content."""
    target = _absolute(root, run.entries[index].target)
    if not os.path.exists(target):
        return
    with open(target, "rb") as file:
        data = file.read()
    aside = f"{run.original(index)}.{disk.digest(data)[:12]}.edited"
    disk.remove(f"{aside}.part")
    disk.write_new(f"{aside}.part", data, step)
    disk.replace(f"{aside}.part", aside, step)


def _close(run: Run, step: Step = nothing) -> str:
    """Takes a run out of the journal; the directory that is left of it, if something was set aside in it."""
    closed = f"{run.directory}.undone"
    disk.replace(run.directory, closed, step)
    if _keeps_edits(closed):
        return closed
    shutil.rmtree(closed, ignore_errors=True)
    return ""


def _keeps_edits(directory: str) -> bool:
    return any(name.endswith(".edited") for name in os.listdir(directory))


def _tidy(root: str) -> None:
    """Removes what killed runs left in the journal, and the journal if nothing else is in it."""
    journal, ignore = _journal(root), os.path.join(root, DIRECTORY, ".gitignore")
    try:
        for name in os.listdir(journal):
            path = os.path.join(journal, name)
            if name.endswith(".partial") or (name.endswith(".undone") and not _keeps_edits(path)):
                shutil.rmtree(path, ignore_errors=True)
        os.rmdir(journal)
        if os.listdir(os.path.dirname(ignore)) == [".gitignore"]:
            os.unlink(ignore)
            os.rmdir(os.path.dirname(ignore))
    except OSError:
        pass  # something is still in use, or was never there


def _load(directory: str) -> Run:
    path = os.path.join(directory, "manifest.json")
    try:
        with open(path, "rb") as file:
            document = json.load(file)
        entries = tuple(
            Entry(str(one["path"]), str(one["target"]), int(one["mode"]), str(one["before"]), str(one["after"]))
            for one in document["files"]
        )
        if document["version"] != VERSION:
            raise Refused([f"{path} was written by another version of migrator, which can undo it"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused([f"{path} cannot be read ({error}); the originals lie beside it, numbered"]) from error
    return Run(os.path.basename(directory), directory, entries, os.path.exists(os.path.join(directory, "complete")))


def _journal(root: str) -> str:
    """The journal's directory, which has to be the root's own."""
    journal = os.path.join(os.path.realpath(root), DIRECTORY, "journal")
    if os.path.realpath(journal) != journal:
        raise Refused([f"{journal} is a link: the journal has to lie below the root itself"])
    return journal


def _absolute(root: str, target: str) -> str:
    path = disk.real(root, target)
    if path is None:
        raise Refused([f"the journal speaks of {target}, which lies outside of {root}: nothing was undone"])
    return path


def _ignored_by_git(root: str) -> None:
    path = os.path.join(root, DIRECTORY, ".gitignore")
    if not os.path.exists(path):
        with open(path, "w", encoding="utf-8") as file:
            file.write("*\n")


def _number(name: str) -> int:
    """The last part of a run's name; 0 for what is no run, or no whole one."""
    digits = name.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0
