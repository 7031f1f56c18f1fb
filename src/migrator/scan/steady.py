"""Files that are read again and again, although not all of them are kept, and that must not change in between."""

from __future__ import annotations

from collections.abc import Callable

from migrator.errors import UserError
from migrator.scan.source import Source

ROOM = 32_000_000
"""Bytes of text that are kept."""


class Changed(UserError):
    """A file is not what it was a moment ago: whatever was found in it stands somewhere else by now."""


def steady(read: Callable[[str], Source], room: int = ROOM) -> Callable[[str], Source]:
    """A function that reads as ``read`` does, and gives the same text for a path whenever it is asked.

    The texts that were asked for last are kept, up to ``room`` bytes of them.

    Raises (the function it returns):
        OSError: the file cannot be read.
        Changed: it was read before, and is another now or gone.
    """
    kept: dict[str, Source] = {}
    known: dict[str, int] = {}
    size = 0

    def again(path: str) -> Source:
        nonlocal size
        if path in kept:
            kept[path] = kept.pop(path)
            return kept[path]
        try:
            source = read(path)
        except OSError as error:
            if path in known:
                raise Changed([f"{path}: went away while it was read; nothing was written, run again"]) from error
            raise
        if known.setdefault(path, hash(source.data)) != hash(source.data):
            raise Changed([f"{path}: changed while it was read; nothing was written, run again"])
        kept[path] = source
        size += len(source.data)
        while size > room and len(kept) > 1:
            size -= len(kept.pop(next(iter(kept))).data)
        return source

    return again
