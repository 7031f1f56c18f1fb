"""One file as bytes with its line table; how it was encoded, so that it can be written back exactly."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from migrator.record import record


@record(slots=False)
class Source:
    """A decoded file.

    ``path`` is relative to the root, with ``/`` between parts. ``data`` is UTF-8 without a byte order mark, whatever
    the encoding on disk: every span in the product is an offset into it. ``encoding`` and ``bom`` say how to get the
    file's own bytes back.
    """

    path: str
    data: bytes
    encoding: str = "utf-8"
    bom: bytes = b""

    @cached_property
    def line_starts(self) -> list[int]:
        """Byte offset of the start of each line; a line ends with ``\\n``, as for grep."""
        starts, at = [0], 0
        for line in self.data.split(b"\n"):  # twice as fast as to search for each
            at += len(line) + 1
            starts.append(at)
        starts.pop()
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte offset, both from 1, the column in characters."""
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        return line, len(self.data[start:offset].decode("utf-8", "replace")) + 1

    def encode(self, data: bytes) -> bytes:
        """The bytes to write to disk for ``data``: the file's own encoding, with its byte order mark."""
        if self.encoding == "utf-8":
            return self.bom + data
        return self.bom + data.decode("utf-8").encode(self.encoding)
