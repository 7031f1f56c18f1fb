"""ini, properties, nginx, Caddy and systemd files: sections, keys and directives, a line at a time."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text, trimmed
from migrator.languages.quoting import comment_start, unquoted
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

SECTION = re.compile(rb"^[ \t]*\[+([^\]\n]+)\]+", re.MULTILINE)
SETTING = re.compile(rb"\s*([\w.$/@-]+)\s*[=:]\s*")
VARIABLE = re.compile(rb"\"?([A-Za-z_]\w*)=([^\"\n]*)\"?")
DIRECTIVE = re.compile(rb"\s*([\w@-]+)\s*")


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """Keys and values of settings, variables of ``Environment=``, and directives as instructions."""
    sections = [] if language == "nginx" else [(m.start(), m.group(1)) for m in SECTION.finditer(source.data)]
    return [_reference(source.data, hit, language, sections) for hit in hits]


def _reference(data: bytes, hit: Span, language: str, sections: list[tuple[int, bytes]]) -> Reference:
    line = line_around(data, hit.start)
    raw = data[line.start : line.end]
    bare = trimmed(data, line)
    comment = comment_start(raw)
    if raw.lstrip()[:1] in (b";", b"!") or 0 <= comment <= hit.start - line.start:
        span = trimmed(data, Span(max(bare.start, line.start + comment), line.end))
        return Reference("comment", span, value=text(data, span))
    if comment > 0:
        bare, line = trimmed(data, Span(bare.start, line.start + comment)), Span(line.start, line.start + comment)
        raw = raw[:comment]
    index = bisect_right(sections, hit.start, key=itemgetter(0))
    section = sections[index - 1][1].decode("utf-8", "replace") if index else ""
    if raw.lstrip()[:1] == b"[":
        return Reference("key", bare, section, "")
    if language == "systemd":
        return _systemd(data, line, hit, bare)
    match = SETTING.match(raw)
    if language == "nginx" or match is None:
        directive = DIRECTIVE.match(raw)
        name = directive.group(1).decode() if directive else ""
        return Reference("instruction", bare, name, text(data, bare)[len(name) :].strip().rstrip(";{").strip())
    key = Span(line.start + match.start(1), line.start + match.end(1))
    value = unquoted(data, Span(line.start + match.end(), line.end))
    dotted = f"{section}.{text(data, key)}" if section else text(data, key)
    if hit.start < key.end:
        return Reference("key", key, dotted, text(data, value))
    return Reference("entry", value, dotted, text(data, value))


def _systemd(data: bytes, line: Span, hit: Span, bare: Span) -> Reference:
    raw = data[line.start : line.end]
    name, equals, _ = raw.partition(b"=")
    start = line.start + len(name) + 1
    if name.strip() == b"Environment":
        for match in VARIABLE.finditer(data, start, line.end):
            if match.start() <= hit.start < match.end():
                role = "env-write" if hit.start < match.end(1) else "entry"
                span = Span(*match.span(1 if role == "env-write" else 2))
                return Reference(role, span, match.group(1).decode(), match.group(2).decode("utf-8", "replace"))  # type: ignore[arg-type]  # one of two roles
    if not equals:
        return Reference("instruction", bare, "", text(data, bare))
    return Reference(
        "instruction", bare, name.strip().decode("utf-8", "replace"), text(data, Span(start, bare.end)).strip()
    )
