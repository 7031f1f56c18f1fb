"""Writing that survives a crash: whole files or none, on disk before anything relies on them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress

from migrator.errors import UserError

Step = Callable[[str, str], None]
"""Called before each change of the disk, with its name and the file, so that a test can fail or die right there."""


class Refused(UserError):
    """What was asked for cannot be done: it was not begun, or was taken back."""


def nothing(operation: str, path: str) -> None:
    """The step that only goes on."""


def write_new(path: str, data: bytes, step: Step = nothing) -> None:
    """Creates a file that only its owner can read, and returns when it is on disk.

    Raises:
        OSError: it exists, or cannot be written; nothing is left of it then.
    """
    step("create", path)
    with open(path, "xb", opener=_private) as file:
        try:
            step("write", path)
            file.write(data)
            file.flush()
            step("sync", path)
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            remove(path)
            raise


def dress(path: str, mode: int, owner: os.stat_result | None = None) -> None:
    """Gives a new file the mode, and where this user may the owner and group, of the file it stands in for."""
    if owner is not None and hasattr(os, "chown"):
        made = os.stat(path)
        if (made.st_uid, made.st_gid) != (owner.st_uid, owner.st_gid):
            with suppress(PermissionError):
                os.chown(path, owner.st_uid, owner.st_gid)
    os.chmod(path, mode)


def replace(new: str, target: str, step: Step = nothing) -> None:
    """Puts a finished file in the place of another, in one moment."""
    step("replace", target)
    os.replace(new, target)


def remove(path: str) -> None:
    """Deletes a file if it is there."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def remove_empty(paths: Iterable[str]) -> None:
    """Deletes directories in which nothing is left, and those above them that were only there for these."""
    for path in set(paths):
        with suppress(OSError):
            while True:
                os.rmdir(path)
                path = os.path.dirname(path)


def sync_directories(paths: Iterable[str]) -> None:
    """Makes renames in these directories last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    for path in sorted(set(paths)):
        handle = os.open(path, os.O_RDONLY)
        with suppress(OSError):  # not every file system can, and the files themselves are safe
            os.fsync(handle)
        os.close(handle)


def real(root: str, path: str) -> str | None:
    """The absolute path of the file behind ``path``, links followed, or ``None`` if it lies outside ``root``."""
    base, file = os.path.realpath(root), os.path.realpath(os.path.join(root, *path.split("/")))
    return file if file.startswith(os.path.join(base, "")) else None


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def said(error: OSError) -> str:
    """What the system says, without numbers and paths."""
    return error.strerror or str(error)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
