"""YAML that no parser takes, because it is a template or broken: read by its indentation."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from migrator.languages import entries
from migrator.languages.place import line_around, text, trimmed
from migrator.languages.quoting import comment_start
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

KEY = re.compile(
    rb"^([ ]*)((?:-[ ]+)*)(\"[^\"\n]*\"|'[^'\n]*'|[^\s#\"'{\[&*!|>%@`-][^#\n]*?|-[^\s][^#\n]*?)[ ]*:(?:[ ]+|\r?$)",
    re.MULTILINE,
)
FURTHEST = 3_000
"""Keys looked back at for those that a line stands under."""


class Key(NamedTuple):
    """A key at the start of a line: where the line starts, where its first dash or letter, where the key itself."""

    line: int
    indent: int
    column: int
    name: str


def references(source: Source, hits: Sequence[Span]) -> list[Reference]:
    """The same as a parsed file gives, as far as indentation tells."""
    data = source.data
    keys = [
        Key(match.start(), len(match.group(1)), match.start(3) - match.start(), _plain(match.group(3)))
        for match in KEY.finditer(data)
    ]
    return [_reference(data, keys, hit) for hit in hits]


def _reference(data: bytes, keys: Sequence[Key], hit: Span) -> Reference:
    line = line_around(data, hit.start)
    raw = data[line.start : line.end]
    comment = comment_start(raw)
    if 0 <= comment <= hit.start - line.start:
        span = trimmed(data, Span(line.start + comment, line.end))
        return Reference("comment", span, value=text(data, span))
    path = _path(raw, line, keys)
    end = line.start + comment if comment >= 0 else line.end
    match = KEY.match(raw)
    if match is None:
        dash = re.match(rb"[ ]*(?:-[ ]+)*", raw)
        scalar = trimmed(data, Span(line.start + (dash.end() if dash else 0), end))
        return entries.value(data, path, scalar, _inner(data, scalar), hit)
    key = Span(line.start + match.start(3), line.start + match.end(3))
    path.append(_plain(match.group(3)))
    scalar = trimmed(data, Span(line.start + match.end(), end))
    value = _inner(data, scalar)
    if hit.start < key.end:
        return entries.key(path, _inner(data, key), text(data, value))
    if len(path) > 1 and path[-1] == "name" and path[-2] in entries.ENVIRONMENT:
        return Reference("env-write", value, text(data, value))
    return entries.value(data, path, scalar, value, hit)


def _path(raw: bytes, line: Span, keys: Sequence[Key]) -> list[str]:
    """The keys that a line stands under, outermost first."""
    path: list[str] = []
    indent = len(raw) - len(raw.lstrip(b" "))
    listed = raw[indent : indent + 2] == b"- "
    last = bisect_left(keys, (line.start,))
    for key in reversed(keys[max(last - FURTHEST, 0) : last]):
        if indent <= 0 and not listed:
            break
        if key.column < indent or (listed and key.column == key.indent == indent):
            path.append(key.name)
            indent, listed = key.indent, key.column > key.indent
    return path[::-1]


def _plain(written: bytes) -> str:
    return written.decode("utf-8", "replace").strip("\"'")


def _inner(data: bytes, span: Span) -> Span:
    quoted = span.end - span.start > 1 and data[span.start] in b"\"'" and data[span.end - 1] == data[span.start]
    return Span(span.start + 1, span.end - 1) if quoted else span
