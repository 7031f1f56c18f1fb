"""Bytes to text, with what is needed to get the same bytes back.

A byte order mark decides; without one UTF-8 does, if the bytes are UTF-8. Zero bytes mean UTF-16 or UTF-32 if all of
the file decodes to text, and a binary file otherwise. What is left is in an old one-byte or national encoding: a
declaration in the first two lines (``# coding: latin-1``, ``<?xml … encoding="…"?>``) is believed. Prose that declares
nothing is read as Windows-1252 or, with bytes that this lacks, Latin-1: the words searched for are ASCII there too,
and nobody declares the encoding of a text file. Other files that are neither UTF-8 nor say what they are stay unknown,
because a wrong guess in code could end up in a rewritten file.
"""

from __future__ import annotations

import os

from migrator.model import Unknown
from migrator.scan.source import Source

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
PROSE = frozenset(
    (".md", ".markdown", ".rst", ".txt", ".text", ".adoc", ".asciidoc", ".org", ".tex", ".log", ".csv", ".tsv", ".srt")
)
PROSE_NAMES = frozenset(
    ("readme", "license", "licence", "copying", "changelog", "changes", "news", "authors", "notice")
)
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b\x1a")
"""Characters that no text holds: with one of them a file in UTF-16 is none."""


def decode(path: str, raw: bytes) -> Source | Unknown:
    """The text of the file ``path`` from its bytes ``raw``, or why it has none. Line ends are kept."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            marked = _exactly(path, raw[len(mark) :], encoding, mark)
            return marked or Unknown(path, f"starts like {encoding.upper()} and is not")
    if b"\0" in raw:
        return _without_mark(path, raw) or Unknown(path, "is a binary file")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return _national(path, raw) or Unknown(path, _complaint(raw, error.start))
    return Source(path, raw)


def _exactly(path: str, raw: bytes, encoding: str, mark: bytes = b"") -> Source | None:
    """The source, if ``encoding`` makes text of the bytes and the same bytes of the text."""
    try:
        text = raw.decode(encoding)
        if text.encode(encoding) != raw:
            return None
        return Source(path, text.encode(), encoding, mark)
    except (LookupError, ValueError):  # no such encoding, not one of text, or not the one of this file
        return None


def _without_mark(path: str, raw: bytes) -> Source | None:
    """UTF-16 or UTF-32, by where the zero bytes of ASCII characters are."""
    zeros = [raw[at::4].count(0) for at in range(4)]
    if sorted(zeros)[1] * 8 > len(raw):  # three of four bytes
        encoding = "utf-32-le" if zeros[0] < zeros[3] else "utf-32-be"
    else:
        encoding = "utf-16-le" if zeros[0] + zeros[2] < zeros[1] + zeros[3] else "utf-16-be"
    found = _exactly(path, raw, encoding)
    return found if found is not None and CONTROLS.isdisjoint(found.data) else None


def _national(path: str, raw: bytes) -> Source | None:
    encodings = [_declared(raw)]
    name, suffix = os.path.splitext(path.rpartition("/")[2].lower())
    if suffix in PROSE or (not suffix and name in PROSE_NAMES):
        encodings += ["cp1252", "latin-1"]
    for encoding in filter(None, encodings):
        found = _exactly(path, raw, encoding)
        if found is not None:
            return found
    return None


def _declared(raw: bytes) -> str:
    """The encoding that one of the first two lines names, as Python, Vim and XML have it, or else HTML and CSS."""
    import re

    lines = b"\n".join(raw[:1024].split(b"\n", 2)[:2])
    found = re.search(rb"coding[:=][ \t]*[\"']?([-\w.]+)", lines)
    found = found or re.search(rb"charset[= ][\"']?([-\w.]+)", raw[:1024])
    return found[1].decode("ascii", "replace") if found else ""


def _complaint(raw: bytes, at: int) -> str:
    byte = f"byte 0x{raw[at]:02x} on line {raw.count(bytes((10,)), 0, at) + 1}"
    declared = _declared(raw)
    if declared:
        return f"declares the encoding {declared[:40]}, but is neither that nor UTF-8: {byte}"
    return f"is not UTF-8 ({byte}) and declares no other encoding"
