"""Dockerfiles and Modelfiles: instructions, which run on over lines and heredocs."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text, trimmed
from migrator.languages.quoting import unquoted
from migrator.languages.shell import at_line
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

INSTRUCTION = re.compile(rb"\s*(?:ONBUILD\s+)?([A-Za-z]+)\s+")
HEREDOC = re.compile(rb"<<-?\s*[\"']?(\w+)")
VARIABLE = re.compile(rb"([A-Za-z_]\w*)(?:(?:=|[ \t]+)(\"[^\"\n]*\"|'[^'\n]*'|(?:\\.|[^\s\"'])*))?")
RUNS = frozenset({"RUN", "CMD", "ENTRYPOINT", "SHELL"})
SETS = frozenset({"ENV", "ARG"})


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """Commands of ``RUN`` and its kin are read as shell; ``ENV`` and ``ARG`` set variables; others are instructions."""
    del language
    lines = _instructions(source.data)
    return [_reference(source.data, hit, lines) for hit in hits]


def _instructions(data: bytes) -> list[tuple[int, str, int]]:
    """Start, name and start of the arguments of every instruction."""
    found: list[tuple[int, str, int]] = []
    at, going, end_mark = 0, False, b""
    for line in data.splitlines(keepends=True):
        bare = line.strip()
        if end_mark:
            end_mark = b"" if bare == end_mark else end_mark
        elif not bare.startswith(b"#") and (bare or not going):
            if not going:
                match = INSTRUCTION.match(line)
                if match:
                    found.append((at, match.group(1).decode("ascii").upper(), at + match.end()))
            heredoc = HEREDOC.search(line)
            end_mark = heredoc.group(1) if heredoc and found and found[-1][1] in {"RUN", "COPY", "ADD"} else b""
            going = bare.endswith(b"\\")
        at += len(line)
    return found


def _reference(data: bytes, hit: Span, lines: list[tuple[int, str, int]]) -> Reference:
    line = line_around(data, hit.start)
    bare = trimmed(data, line)
    if data[bare.start : bare.start + 1] == b"#":
        return Reference("comment", bare, value=text(data, bare))
    index = bisect_right(lines, hit.start, key=itemgetter(0))
    start, name, arguments = lines[index - 1] if index else (line.start, "", line.start)
    within = Span(max(arguments, line.start) if start <= line.start else line.start, line.end)
    if arguments > line.end:
        within = line
    if name in SETS:
        for match in VARIABLE.finditer(data, within.start, within.end):
            if match.start() <= hit.start < match.end():
                return _variable(data, match, hit)
    if name in RUNS:
        return at_line(data, within, hit)
    span = trimmed(data, Span(line.start, line.end), b" \t\r\n\\")
    return Reference("instruction", span, name, text(data, trimmed(data, within, b" \t\r\n\\")))


def _variable(data: bytes, match: re.Match[bytes], hit: Span) -> Reference:
    name = Span(*match.span(1))
    value = unquoted(data, Span(*match.span(2))) if match.group(2) else Span(match.end(), match.end())
    if hit.start < name.end:
        return Reference("env-write", name, text(data, name), text(data, value))
    return Reference("entry", value, text(data, name), text(data, value))
