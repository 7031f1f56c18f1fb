"""What the tree was before each rewrite, kept until it is undone.

A run is a directory ``.migrator/journal/NAME`` with a manifest and the original of every file, numbered as in the
manifest. It appears in one moment, before the first file is written.
"""

from __future__ import annotations

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

    ``before`` and ``after`` are hashes of its content, ``mode`` its permissions; ``before`` is empty for a new file,
    ``after`` for one that goes away.
    ``to`` is the path that it gets, where that is another one.
    """

    path: str
    target: str
    mode: int
    before: str
    after: str
    to: str = ""


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
        place = os.path.dirname(self.written(root, index))
        return os.path.join(place, f".migrator-{number}-{index}")

    def written(self, root: str, index: int) -> str:
        """The file that the run writes: where it was, or where it is renamed to."""
        entry = self.entries[index]
        return absolute(root, entry.to or entry.target)

    def original(self, index: int) -> str:
        """Where the old content of a file is kept."""
        return os.path.join(self.directory, str(index))


def begin(root: str, entries: Sequence[Entry], originals: Sequence[bytes], step: Step = nothing) -> Run:
    """Opens a run: everything that undoing it needs is on disk when this returns.

    Raises:
        Refused: an earlier run was interrupted, or the journal cannot be written.
    """
    journal = journal_of(root)
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
    journal = journal_of(root)
    try:
        names = [name for name in os.listdir(journal) if _number(name)]
    except FileNotFoundError:
        return []
    return [_load(os.path.join(journal, name)) for name in sorted(names, key=lambda name: (_number(name), name))]


def _load(directory: str) -> Run:
    path = os.path.join(directory, "manifest.json")
    try:
        with open(path, "rb") as file:
            document = json.load(file)
        entries = tuple(
            Entry(
                str(one["path"]),
                str(one["target"]),
                int(one["mode"]),
                str(one["before"]),
                str(one["after"]),
                str(one.get("to", "")),
            )
            for one in document["files"]
        )
        if document["version"] != VERSION:
            raise Refused([f"{path} was written by another version of migrator, which can undo it"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused([f"{path} cannot be read ({error}); the originals lie beside it, numbered"]) from error
    return Run(os.path.basename(directory), directory, entries, os.path.exists(os.path.join(directory, "complete")))


def journal_of(root: str) -> str:
    """The journal's directory.

    Raises:
        Refused: it is not the root's own, but a link.
    """
    journal = os.path.join(os.path.realpath(root), DIRECTORY, "journal")
    if os.path.realpath(journal) != journal:
        raise Refused([f"{journal} is a link: the journal has to lie below the root itself"])
    return journal


def absolute(root: str, target: str) -> str:
    """The path of a run's file.

    Raises:
        Refused: it lies outside the root.
    """
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
