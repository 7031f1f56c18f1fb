"""One file as bytes with its line table; how it was encoded, so that it can be written back exactly."""

from __future__ import annotations

from functools import cached_property

from migrator.record import record

BLOCK = 4096
"""Bytes whose lines are counted at once."""


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
    def _lines(self) -> list[int]:
        """The line at the start of each block: ten times as fast to make as a table of all lines, and small."""
        data, line, lines = self.data, 1, []
        for at in range(0, len(data) + 1, BLOCK):
            lines.append(line)
            line += data.count(b"\n", at, at + BLOCK)
        return lines

    def line(self, offset: int) -> int:
        """The line of a byte offset, from 1; a line ends with ``\\n``, as for grep."""
        block = min(offset, len(self.data)) // BLOCK
        return self._lines[block] + self.data.count(b"\n", block * BLOCK, offset)

    def line_start(self, offset: int) -> int:
        """The byte offset at which the line of a byte offset starts."""
        return self.data.rfind(b"\n", 0, offset) + 1

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte offset, both from 1, the column in characters."""
        before = self.data[self.line_start(offset) : offset]
        return self.line(offset), len(before.decode("utf-8", "replace")) + 1

    def encode(self, data: bytes) -> bytes:
        """The bytes to write to disk for ``data``: the file's own encoding, with its byte order mark."""
        if self.encoding == "utf-8":
            return self.bom + data
        return self.bom + data.decode("utf-8").encode(self.encoding)
