"""Gives the files of a code base as sources, by their path from the root."""

from __future__ import annotations

import os
from collections.abc import Callable

from migrator.model import Unknown
from migrator.scan.decode import decode
from migrator.scan.read import TooLarge, content, too_large
from migrator.scan.source import Source
from migrator.settings import Settings


def reader(settings: Settings) -> Callable[[str], Source]:
    """A function that reads a file. It raises ``OSError`` where there is no text to be had, with the reason."""

    def read(path: str) -> Source:
        full = os.path.join(settings.root, path)
        try:
            found = decode(path, content(full, settings.max_file_bytes))
        except TooLarge as error:
            raise OSError(too_large(error.size, settings.max_file_bytes)) from error
        if isinstance(found, Unknown):
            raise OSError(found.reason)
        return found

    return read
