"""Blank lines that meet where something between them was removed: as many are left as the file has elsewhere."""

from __future__ import annotations

import re

from migrator.model import Edit, Span

RUN = re.compile(rb"(?:^[ \t]*\r?\n)+(?=([ \t]*)[^ \t\r\n])", re.MULTILINE)
"""Blank lines with the indentation of the line that follows."""
RULE = "layout"


def edits(before: bytes, after: bytes) -> list[Edit]:
    """The edits of ``after`` that shorten runs of blank lines that are longer than any of ``before``.

    Runs before an indented line and those before others are counted apart.
    """
    most = {True: 1, False: 2}
    for run in RUN.finditer(before):
        inner = bool(run[1])
        most[inner] = max(most[inner], run[0].count(b"\n"))
    found = []
    for run in RUN.finditer(after):
        lines = run[0].splitlines(keepends=True)
        kept = most[bool(run[1])]
        if len(lines) > kept:
            start = run.start() + len(b"".join(lines[:kept]))
            found.append(Edit("", Span(start, run.end()), (), RULE))
    return found
