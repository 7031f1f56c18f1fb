"""Command lines: shell, PowerShell and bat scripts, and the commands inside Dockerfiles, Makefiles and YAML.

Read a line at a time, which also serves the fragments that no grammar can parse. A hit is a comment, a variable that is
set or read, a text that is printed, a function, or part of a command.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text, trimmed
from migrator.languages.quoting import EXPANSION, comment_start, unquoted, word
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.scan.source import Source

ASSIGNMENT = re.compile(
    rb"""^\s*(?:-\s+)?(?:(?:export|local|readonly|typeset|declare|set|setx)\s+(?:-\w+\s+)*"?|\$env:|\$(?:\w+:)?)?"""
    rb"""([A-Za-z_]\w*)\s*(?:[?:+]?=|\s(?=["']))\s*""",
    re.IGNORECASE,
)
SETTERS = (b"export", b"local", b"readonly", b"typeset", b"declare", b"set", b"setx", b"$")
VALUE = re.compile(rb"(?:\"(?:\\.|[^\"\\])*\"?|'[^']*'?|\$\{(?:[^{}]|\$\{[^{}]*\})*\}|\\.|[^\s\"'])+")
INLINE = re.compile(rb"""(?:^|[\s"'])([A-Z_][A-Z0-9_]*)=("[^"\n]*"|'[^'\n]*'|[^\s"';|&)]*)""", re.IGNORECASE)
PRINTED = re.compile(
    rb"^\s*(?:if\b[^;]*;\s*then\s+)?@?(?:\$\w+\s*=\s*(?=read-host))?(echo\w*|printf|print\w*|write-\w+|read-host|"
    rb"read(?=\s+-\w*p)|log\w*|info|warn|error|die|fail|success|msg|\w*_log)\b",
    re.IGNORECASE,
)
DECLARED = re.compile(
    rb"^\s*(?:while\s+)?(?:IFS=\S*\s+)?(?:local|declare|typeset|readonly|unset|read|for|foreach)\s[^;<|&()]*$"
)
FUNCTION = re.compile(rb"^\s*(?:function\s+)?([\w:-]+)\s*(?:\(\s*\)|\{)|^\s*function\s+([\w:-]+)", re.IGNORECASE)
LABEL = re.compile(rb"(?:^\s*:|\bgoto\s+:?|\bcall\s+:)([\w-]+)", re.IGNORECASE)
QUOTED = re.compile(rb"\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'")
SKIPPED = re.compile(
    rb"""^(?:\s|[({!@&+;|\["']|(?:sudo|nohup|exec|time|then|do|if|elif|else|while|until|env|call|start|"""
    rb"""command(?=\s+[^-\s])|eval|RUN|CMD|ENTRYPOINT)(?=\s)|\w+=\S*\s)*""",
)


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """The references of a script, in order."""
    data = source.data
    return [at_line(data, line_around(data, hit.start), hit, language) for hit in hits]


def at_line(data: bytes, line: Span, hit: Span, language: str = "shell") -> Reference:
    """What ``hit`` is in the command line ``line``, both spans of ``data``."""
    line = trimmed(data, line)
    if not line.start <= hit.start < line.end:
        line = hit
    raw = data[line.start : line.end]
    at = hit.start - line.start
    comment = comment_start(raw, language)
    if 0 <= comment <= at:
        span = Span(line.start + comment, line.end)
        return Reference("comment", span, value=text(data, span))
    code = raw if comment < 0 else raw[:comment].rstrip()
    return (
        _expansion(data, code, line.start, at)
        or _assignment(data, code, line.start, at, language)
        or _printed(data, code, line.start, at)
        or _declared(data, code, hit, at)
        or _function(data, code, line.start, at, language)
        or _called(data, hit)
        or _command(data, code, line, language)
    )


def program(code: bytes) -> str:
    """The program that a command line starts, after ``sudo``, ``if``, assignments and the like."""
    skipped = SKIPPED.match(code)
    words = code[skipped.end() if skipped else 0 :].split(None, 1)
    return re.split(rb"[\"',\]]", words[0].strip(b"\"'`();&"))[0].decode("utf-8", "replace") if words else ""


def _expansion(data: bytes, code: bytes, base: int, at: int) -> Reference | None:
    for match in EXPANSION.finditer(code):
        if not match.start() <= at < match.end():
            continue
        if not code[: match.start()].strip() and re.match(rb"\s*=(?!=)", code[match.end() :]):
            return None
        group = next((i for i in (1, 2, 5, 6, 7, 8) if match.group(i) is not None), 0)
        name = (match.group(group) or b"").decode("utf-8", "replace")
        start, end = match.span(group)
        if start <= at < end:
            default = (match.group(4) or b"").decode("utf-8", "replace")
            span = Span(base + start, base + end)
            return Reference("env-read", span, name, default) if _exported(name) else _local(span, name)
        if match.group(4) is not None and match.start(4) <= at < match.end(4):
            inner = _expansion(data, match.group(4), base + match.start(4), at - match.start(4))
            span = Span(base + match.start(4), base + match.end(4))
            return inner or Reference("entry", span, name, text(data, span))
        return None
    return None


def _assignment(data: bytes, code: bytes, base: int, at: int, language: str) -> Reference | None:
    match = ASSIGNMENT.match(code)
    setter = match is not None and (b"=" in match.group() or code.lstrip().lower().startswith(SETTERS))
    if match is None or not setter or code[match.end() - 1 : match.end() + 1] == b"==":
        match = next((m for m in INLINE.finditer(code) if m.start(1) <= at < m.end()), None)
        if match is None:
            return None
        value = Span(base + match.start(2), base + match.end(2))
    else:
        first = VALUE.match(code, match.end())
        value = Span(base + match.end(), base + (len(code) if language == "bat" or first is None else first.end()))
        if value.end <= base + at:
            return None
    name = Span(base + match.start(1), base + match.end(1))
    value = unquoted(data, value)
    said = text(data, name)
    where = base + at
    if name.start <= where < name.end:
        return Reference("env-write", name, said, text(data, value)) if _exported(said) else _local(name, said)
    if not value.start <= where < value.end or re.match(rb"\$\(|`", data[value.start : value.end]):
        return None
    return Reference("entry", value, said, text(data, value))


def _exported(name: str) -> bool:
    """Names in capitals come from or go to the environment; others are the script's own."""
    return name.upper() == name


def _local(span: Span, name: str) -> Reference:
    return Reference("identifier", span, name, "variable")


def _printed(data: bytes, code: bytes, base: int, at: int) -> Reference | None:
    match = PRINTED.match(code)
    if match is None or at < match.end():
        return None
    name = match.group(1).decode("utf-8", "replace")
    for quoted in QUOTED.finditer(code):
        if quoted.start() <= at < quoted.end():
            span = Span(base + quoted.start(), base + quoted.end())
            return Reference("string", span, name, text(data, Span(span.start + 1, span.end - 1)))
    if re.search(rb"[|;&]", code[:at]) or name.startswith("read"):
        return None
    span = trimmed(data, Span(base + match.end(), base + len(code)))
    return Reference("string", span, name, text(data, span))


def _declared(data: bytes, code: bytes, hit: Span, at: int) -> Reference | None:
    """A variable of the script where it is declared, read from the input or runs through a list."""
    span = word(data, hit)
    before = code[: at - (hit.start - span.start)]
    if DECLARED.match(before) is None or before[-1:] not in b" \t" or re.search(rb"\sin\s", before):
        return None
    return _local(span, text(data, span))


def _function(data: bytes, code: bytes, base: int, at: int, language: str) -> Reference | None:
    """A function where it is defined, or a label of a bat file wherever it is named."""
    found = [match.span(group) for match in FUNCTION.finditer(code) for group in (1, 2) if match.group(group)]
    if language == "bat":
        found += [match.span(1) for match in LABEL.finditer(code)]
    for start, end in found:
        if start <= at < end:
            span = Span(base + start, base + end)
            return Reference("identifier", span, text(data, span), "function")
    return None


def _called(data: bytes, hit: Span) -> Reference | None:
    """A function of the script itself where it is called, unless it takes the place of a program."""
    span = word(data, hit)
    name = re.escape(data[span.start : span.end])
    if span == hit or not re.search(rb"(?im)^[ \t]*(?:function\s+%b\b|%b\s*\(\s*\))" % (name, name), data):
        return None
    return Reference("identifier", span, text(data, span), "function")


def _command(data: bytes, code: bytes, line: Span, language: str) -> Reference:
    start = line_around(data, line.start).start
    mark = {"powershell": b"`", "bat": b"^"}.get(language, b"\\")
    for _ in range(30):
        above = line_around(data, start - 1) if start > 0 else Span(0, 0)
        if start == 0 or not _continued(data[above.start : above.end].rstrip(), mark):
            break
        start = above.start
    first = code if start >= line_around(data, line.start).start else data[start : line_around(data, start).end]
    span = trimmed(data, Span(line.start, line.start + len(code)), b" \t\r\n\\")
    return Reference("command", span, program(first), text(data, span))


def _continued(above: bytes, mark: bytes) -> bool:
    """Whether a line goes on below as the same command: ``a && \\`` starts another one."""
    return above.endswith(mark) and not above[: -len(mark)].rstrip().endswith((b"&", b"|", b";"))
