"""Reads files: whole, never through a link, and not beyond a size."""

from __future__ import annotations

import errno
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from migrator.scan.search import Matcher

FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A named pipe must not hold up the scan, so nothing blocks."""
FOLLOWS = not hasattr(os, "O_NOFOLLOW")
PIECE = 1 << 16
CHUNK = 1 << 20
OVERLAP = 1 << 10
"""Bytes that two chunks share: more than any needle has, spread over UTF-32."""

REASONS = {
    errno.ENOENT: "vanished during the scan",
    errno.ENOTDIR: "vanished during the scan",
    errno.EACCES: "cannot be read: permission denied",
    errno.EPERM: "cannot be read: permission denied",
    errno.EISDIR: "is a directory, where a file was listed",
    errno.ELOOP: "is a symbolic link",
}


class TooLarge(Exception):
    """The file has ``size`` bytes, more than what is read of one."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(f"{size} bytes")


def content(path: str, limit: int) -> bytes:
    """The bytes of a file. Raises :class:`TooLarge` above ``limit`` bytes, and OSError."""
    file = _open(path)
    try:
        raw = os.read(file, PIECE)
        if len(raw) < PIECE:  # most files end here, and need no question how long they are
            return raw
        size = os.fstat(file).st_size
        if size > limit:
            raise TooLarge(size)
        pieces = [raw]
        while piece := os.read(file, max(size - len(raw), PIECE)):
            pieces.append(piece)
        return b"".join(pieces)
    finally:
        os.close(file)


def holds_somewhere(path: str, holds: Matcher) -> bool:
    """Whether a file of any size does: it is read in pieces. Raises OSError."""
    file = _open(path)
    try:
        tail = b""
        while chunk := os.read(file, CHUNK):
            if holds(tail + chunk):
                return True
            tail = (tail + chunk)[-OVERLAP:]
        return False
    finally:
        os.close(file)


def too_large(size: int, limit: int) -> str:
    """Why a file of ``size`` bytes is not looked at."""
    return f"has {size:,} bytes, more than max-file-bytes ({limit:,})"


def why(error: OSError) -> str:
    """What went wrong, in words for a person."""
    return REASONS.get(error.errno or 0) or f"cannot be read: {error.strerror or error}"


def _open(path: str) -> int:
    if FOLLOWS and os.path.islink(path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    try:
        return os.open(path, FLAGS)
    except PermissionError:
        if os.path.isdir(path):  # Windows says that a directory is forbidden
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path) from None
        raise
