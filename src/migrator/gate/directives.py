"""Finds the directives of a file with the help of its language, which knows a comment from a string."""

from __future__ import annotations

from migrator.gate.suppress import MARKER, Suppression, read
from migrator.languages import language_of, references
from migrator.model import Span
from migrator.scan.source import Source

_IN_PROSE = (b"<!--", b"#", b"//", b"/*", b"--", b";")


def directives(source: Source) -> tuple[Suppression, ...]:
    """The directives in the comments of ``source``, in its order; plain text has them behind an opening of one."""
    hits = []
    at = source.data.find(MARKER)
    while at >= 0:
        hits.append(Span(at, at + len(MARKER)))
        at = source.data.find(MARKER, at + len(MARKER))
    if not hits:
        return ()
    found = references(language_of(source.path, source.data[:200]), source, hits)
    comments = [
        reference.span
        for reference in found
        if reference.role == "comment"
        or (reference.role in ("prose", "unknown") and source.data.startswith(_IN_PROSE, reference.span.start))
    ]
    return read(source, comments)
