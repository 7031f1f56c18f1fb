"""Edits of YAML that leave its comments, its order and its style as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.languages.place import line_around, text
from migrator.model import Edit, Span

if TYPE_CHECKING:
    from migrator.languages.yaml_nodes import Entry, Scalar
    from migrator.scan.source import Source

PLAIN = re.compile(r"[A-Za-z0-9_./$-][\w./$@%+=,~()-]*(?:[: ]+[\w./$@%+=,~()-]+)*")
"""Texts that need no quotes wherever they stand, but for what :data:`MEANS` takes for something else."""
QUOTES = ("'", '"')
MEANS = re.compile(
    r"(?i)(true|false|yes|no|on|off|null|~|[-+]?[\d.:_]+(e[+-]?\d+)?|0x[\da-f]+|0o[0-7]+|\d{4}-\d\d-\d\d.*)$"
)


def scalar(value: str) -> str:
    """A text as YAML, in quotes where it would be something else without."""
    if PLAIN.fullmatch(value) and not MEANS.match(value) and ": " not in value and not value.endswith(":"):
        return value
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def flow(values: Sequence[str]) -> str:
    """A list in brackets, every text in quotes."""
    return "[" + ", ".join('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values) + "]"


def with_text(source: Source, node: Scalar, new: str, rule: str) -> Edit:
    """Another text for a scalar, between the quotes it has."""
    if node.style in QUOTES:
        return Edit(source.path, node.inner, (new,), rule)
    written = text(source.data, node.span)
    bare = node.style == "plain" and scalar(written) != written  # it has no quotes, although it might need them
    return Edit(source.path, node.span, (new if bare else scalar(new),), rule)


def indentation(source: Source, at: int) -> str:
    """The blanks before the first character of the line, up to ``at``."""
    line = line_around(source.data, at)
    return " " * (at - line.start)


def after_line(source: Source, at: int, lines: Sequence[str], rule: str) -> Edit:
    """Whole lines behind the one that holds ``at``."""
    end = line_around(source.data, at).end
    end -= source.data[:end].endswith(b"\r")
    return Edit(source.path, Span(end, end), ("".join(f"\n{line}" for line in lines),), rule)


def below(source: Source, at: int, lines: Sequence[str], rule: str) -> Edit:
    """Whole lines in front of the one that follows the line of ``at``, so that this one may go."""
    end = line_around(source.data, at).end
    if end == len(source.data):
        return after_line(source, at, lines, rule)
    return Edit(source.path, Span(end + 1, end + 1), ("".join(f"{line}\n" for line in lines),), rule)


def without_lines(source: Source, span: Span, rule: str) -> Edit:
    """The lines of a span go, with the comment that stands directly above, and a blank line where two would meet."""
    data = source.data
    start, end = line_around(data, span.start).start, line_around(data, max(span.end - 1, span.start)).end
    end = min(end + 1, len(data))
    indent = _blanks(data, start)
    while start > 0:
        above = line_around(data, start - 1)
        if not data[above.start : above.end].strip().startswith(b"#") or _blanks(data, above.start) != indent:
            break
        start = above.start
    if _blank(data, end) and (start == 0 or _blank(data, line_around(data, start - 1).start)) and end < len(data):
        end = min(line_around(data, end).end + 1, len(data))
    return Edit(source.path, Span(start, end), ("",), rule)


def without_item(source: Source, span: Span, rule: str) -> Edit:
    """An item of a list or of a mapping goes: its lines, or in brackets its text and one comma."""
    data = source.data
    line = line_around(data, span.start)
    before = data[line.start : span.start].strip()
    if not before or before == b"-":
        return without_lines(source, span, rule)
    after = re.match(rb"\s*,\s*", data[span.end :])
    if after:
        return Edit(source.path, Span(span.start, span.end + after.end()), ("",), rule)
    ahead = re.search(rb"\s*,\s*$", data[: span.start])
    return Edit(source.path, Span(ahead.start() if ahead else span.start, span.end), ("",), rule)


def renamed(source: Source, entry: Entry, new: str, rule: str) -> Edit:
    """Another key for an entry."""
    return with_text(source, entry.key, new, rule)


def _blanks(data: bytes, start: int) -> int:
    line = data[start : line_around(data, start).end]
    return len(line) - len(line.lstrip(b" "))


def _blank(data: bytes, at: int) -> bool:
    return not data[at : line_around(data, at).end].strip()
