"""Quotes, comments and expansions, as shells and the files around them write them."""

from __future__ import annotations

import re

from migrator.deferred import pattern
from migrator.languages.place import trimmed, word_around
from migrator.model import Span

EXPANSION = pattern(
    rb"""\$env:(\w+)|\$\{(?:env:)?!?(\w+)(?:(:?[-=+?])((?:[^{}]|\$\{[^{}]*\})*))?[^}]*\}|\$\((\w+)\)|%(\w+)%|\$(\w+)|!(\w+)!""",
    re.IGNORECASE,
)
WORDLIKE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")


def comment_start(raw: bytes, language: str = "shell") -> int:
    """Where the comment of a line starts, or -1."""
    stripped = raw.lstrip()
    if language == "bat":
        return len(raw) - len(stripped) if re.match(rb"(?i)@?rem\b|::", stripped) else -1
    if stripped[:2] == b"<#":
        return len(raw) - len(stripped)
    if b"#" not in raw:
        return -1
    quote, previous, escaped = 0, 32, False
    for index, byte in enumerate(raw):
        if escaped:
            escaped = False
        elif byte == 92 and quote != 39:
            escaped = True
        elif quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 35 and previous in b" \t;(":
            return index
        previous = byte
    return -1


def unquoted(data: bytes, span: Span) -> Span:
    """The span without a pair of quotes around it."""
    span = trimmed(data, span)
    if span.end - span.start >= 2 and data[span.start] in b"\"'" and data[span.end - 1] == data[span.start]:
        return Span(span.start + 1, span.end - 1)
    if span.end > span.start and data[span.end - 1] in b"\"'" and data[span.start] not in b"\"'":
        inner = data[span.start : span.end - 1]
        if data[span.end - 1] not in inner:
            return Span(span.start, span.end - 1)
    return span


def word(data: bytes, hit: Span) -> Span:
    """The name around a hit, dashes and dots included."""
    return word_around(data, hit, WORDLIKE)
