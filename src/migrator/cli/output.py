"""Where reports go: the terminal, with its width and colours, and files, with the format that their names say."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from migrator.errors import UserError
from migrator.report import FORMATS

SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sarif": "sarif",
    ".xml": "junit",
    ".md": "markdown",
}


PIECE = 1 << 20
"""Characters that are written at a time."""


def targets(outputs: Iterable[str]) -> list[tuple[str, str]]:
    """The format and the file of each ``--output``: ``FORMAT:FILE``, or by the suffix of the file.

    Raises :class:`UserError` with every one whose format is not known, before anything is searched.
    """
    found, problems = [], []
    for output in outputs:
        name, colon, path = output.partition(":")
        if colon and name in FORMATS and path:
            found.append((name, path))
            continue
        suffix = os.path.splitext(output)[1].lower()
        if suffix in SUFFIXES:
            found.append((SUFFIXES[suffix], output))
        else:
            problems.append(f"--output {output}: no format is known for this name; write FORMAT:{output}")
    if problems:
        raise UserError(problems)
    return found


def write(path: str, text: str) -> None:
    """Write ``text`` to the file ``path`` as UTF-8, its directory made where it is missing."""
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def show(text: str) -> None:
    """Print ``text``; what the terminal's encoding lacks is escaped, not an error."""
    encoding = sys.stdout.encoding or "utf-8"
    for at in range(0, len(text), PIECE):  # a report may be large, and its bytes are not wanted all at once
        sys.stdout.write(text[at : at + PIECE].encode(encoding, "backslashreplace").decode(encoding))


def coloured(wanted: bool | None) -> bool:
    """Whether to colour: as the user asks, else on a terminal that does not say no (``NO_COLOR``, ``TERM=dumb``)."""
    if wanted is not None:
        return wanted
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """The width of the terminal, 80 where there is none."""
    if not sys.stdout.isatty():
        return 80
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except OSError:
        return 80
