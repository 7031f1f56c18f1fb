"""Takes a rewrite back, by content alone.

A file that is as the rewrite left it gets its original back, one that is as before needs nothing, and any other was
edited since. So it does not matter when a rewrite, or an undo, was killed.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence

from migrator.record import record
from migrator.rewrite import disk
from migrator.rewrite.disk import Refused, Step, nothing
from migrator.rewrite.journal import DIRECTORY, Run, absolute, journal_of, runs


@record
class Undone:
    """What an undo did: the run, if there was one, and the files that got their content back.

    ``overwritten`` is the directory that keeps what later edits lost by force, or empty.
    """

    run: str | None = None
    restored: tuple[str, ...] = ()
    overwritten: str = ""


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
    restored, new = [], []
    states = [_state(root, run, index) for index in range(len(run.entries))]
    for index, entry in enumerate(run.entries):
        disk.remove(run.staged(root, index))
        if states[index] == "after" or index in edited:
            _put_back(root, run, index, step)
            restored.append(entry.path)
        if entry.to:
            new.append(run.written(root, index))
    old = {absolute(root, entry.target) for entry in run.entries}
    for path in sorted(set(new) - old):
        step("remove", path)
        disk.remove(path)
    disk.sync_directories({os.path.dirname(path) for path in old})
    disk.remove_empty({os.path.dirname(path) for path in new})
    return tuple(restored)


def discard(root: str, run: Run) -> None:
    """Forgets a run whose files are all as before."""
    _close(run)
    _tidy(root)


def _state(root: str, run: Run, index: int) -> str:
    """``before``, ``after``, or ``edited`` if the content is neither.

    A renamed file that is at both paths was not finished: it is as before once the new one is gone.
    """
    entry = run.entries[index]
    old, new = _digest(absolute(root, entry.target)), _digest(run.written(root, index))
    if not entry.to:
        return {entry.before: "before", entry.after: "after"}.get(old, "edited")
    taken = any(other.to == entry.target for other in run.entries)
    if old == entry.before and new in ("", entry.after):
        return "before"
    return "after" if new == entry.after and (not old or taken) else "edited"


def _digest(path: str) -> str:
    """The hash of a file's content, empty if it is not there."""
    try:
        with open(path, "rb") as file:
            return disk.digest(file.read())
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _put_back(root: str, run: Run, index: int, step: Step) -> None:
    """Moves an original into its place, which needs no room on the disk; copies it where it cannot be moved."""
    entry, original = run.entries[index], run.original(index)
    target = absolute(root, entry.target)
    if not entry.before:
        step("remove", target)
        disk.remove(target)
        return
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
    target = run.written(root, index)
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
    journal, ignore = journal_of(root), os.path.join(root, DIRECTORY, ".gitignore")
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
