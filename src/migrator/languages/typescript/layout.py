"""Breaks lines that a rewrite made too long, at the object, list or call that holds most of them, as prettier would."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.model import Edit, Span
from migrator.record import record

NARROWEST, WIDEST = 80, 120
"""The limits of the width of a file, which is that of its longest line of code."""
SHORTEST = 25
"""Brackets around less are not worth breaking."""
RULE = "layout"
PAIRS = {"(": ")", "[": "]", "{": "}"}
STARTS = re.compile(r"\s*(?://|\*|/\*|import\b|export\s*[{*]|<)")
INDENTED = re.compile(rb"^([ \t]+)[^\s*/<]", re.MULTILINE)
TRAILING = re.compile(rb",[ \t]*(?://[^\n]*)?\r?\n\s*[}\]]")
BARE = re.compile(rb"[^\s,{\[(;][ \t]*\r?\n\s*[}\]][,);]")
CALLED = re.compile(r"[\w$)\]>]$")
BLOCK = re.compile(r"(?:\)\s*|=>\s*|\belse\s*|\btry\s*|\bfinally\s*|\bdo\s*|^\s*)$")


def edits(before: bytes, after: bytes) -> list[Edit]:
    """The edits of ``after`` that break those of its lines that are new and too long for the file.

    A file is as wide as the longest line of its code, but at least 80 and at most 120 characters. Only line breaks,
    indentation and trailing commas are added.
    """
    old = set(before.splitlines())
    new = [line for line in set(after.splitlines()) - old if len(line) > NARROWEST]
    if not new:
        return []
    layout = _Layout(_width(before), _unit(before), "," if _trails(before) else "")
    made, at = [], 0
    for line in after.splitlines(keepends=True):
        bare = line.rstrip(b"\r\n")
        text = bare.decode("utf-8", "replace")
        if bare in new and len(text) > layout.width and not STARTS.match(text) and "`" not in text.replace("``", ""):
            broken = "\n".join(layout.line(text))
            if broken != text:
                made.append(Edit("", Span(at, at + len(bare)), (broken,), RULE))
        at += len(line)
    return made


def _width(data: bytes) -> int:
    lines = (line.decode("utf-8", "replace") for line in data.splitlines())
    longest = max((len(line) for line in lines if not STARTS.match(line) and '"' * 3 not in line), default=0)
    return min(WIDEST, max(NARROWEST, longest))


def _unit(data: bytes) -> str:
    found = INDENTED.search(data)
    indent = found[1].decode() if found is not None else "  "
    return "\t" if indent.startswith("\t") else indent[:4]


def _trails(data: bytes) -> bool:
    """Whether the last entry of a literal of several lines ends in a comma."""
    return len(TRAILING.findall(data)) >= len(BARE.findall(data))


@record
class _Layout:
    """How wide the lines of a file are, one level of indentation, and what its last entries end in."""

    width: int
    unit: str
    trailing: str

    def line(self, text: str) -> Iterator[str]:
        """The lines that a long one becomes."""
        found = _widest(text) if len(text) > self.width else None
        if found is None:
            yield text
            return
        start, end = found
        indent = text[: len(text) - len(text.lstrip())]
        items = list(_items(text[start + 1 : end]))
        comma = "" if any(item.startswith("...") for item in items[-1:]) and text[start] == "(" else self.trailing
        yield text[: start + 1].rstrip()
        for index, item in enumerate(items):
            last = index == len(items) - 1
            yield from self.line(f"{indent}{self.unit}{item}{comma if last else ','}")
        rest = f"{indent}{text[end:]}"
        yield from self.line(rest) if _widest(rest) is not None else [rest]


def _widest(text: str) -> tuple[int, int] | None:
    """The brackets that hold most of a line; of a call that takes one object, those of the object."""
    pairs = list(_lists(text, 0, len(text)))
    if not pairs:
        return None
    start, end = max(pairs, key=lambda pair: pair[1] - pair[0])
    items = list(_items(text[start + 1 : end]))
    if text[start] == "(" and items:
        last = items[-1]
        inner = [pair for pair in _pairs(text, start + 1, end) if _is_list(text, pair)]
        if inner and last[:1] in "{[" and last[-1:] in "}]":
            return inner[-1] if text[inner[-1][0]] in "{[" else (start, end)
        if len(items) == 1 and inner:
            return max(inner, key=lambda pair: pair[1] - pair[0])
    return start, end


def _lists(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The outermost brackets with entries in a part of a line; those that only group are looked into."""
    for pair in _pairs(text, start, end):
        if _is_list(text, pair):
            yield pair
        elif text[pair[0]] == "(" and not CALLED.search(text[: pair[0]]):
            yield from _lists(text, pair[0] + 1, pair[1])


def _is_list(text: str, pair: tuple[int, int]) -> bool:
    """Whether there are entries in brackets, rather than nothing or statements."""
    inside = text[pair[0] + 1 : pair[1]].strip()
    if len(inside) < SHORTEST:
        return False
    if text[pair[0]] == "(" and not CALLED.search(text[: pair[0]]):
        return False
    if text[pair[0]] != "{":
        return ";" not in inside and (text[pair[0]] == "[" or any(char in inside for char in "{[,"))
    return ";" not in inside and not BLOCK.search(text[: pair[0]]) and not inside.startswith("return ")


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The outermost brackets in a part of a line that close in it."""
    stack: list[tuple[int, str]] = []
    for at, char in _code(text, start, end):
        if char in PAIRS:
            stack.append((at, PAIRS[char]))
        elif stack and char == stack[-1][1]:
            first, _ = stack.pop()
            if not stack:
                yield first, at


def _items(text: str) -> Iterator[str]:
    """What commas separate."""
    depth, first = 0, 0
    for at, char in _code(text, 0, len(text)):
        depth += (char in PAIRS) - (char in PAIRS.values())
        if char == "," and not depth:
            yield text[first:at].strip()
            first = at + 1
    if text[first:].strip():
        yield text[first:].strip()


def _code(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The characters that are not in texts or comments."""
    mark, skip = "", False
    for at in range(start, end):
        char = text[at]
        if skip:
            skip = False
        elif mark:
            skip = char == "\\"
            mark = "" if char == mark else mark
        elif char in "'\"`":
            mark = char
        elif text.startswith("//", at) and text[at - 1 : at] != ":" and text[at - 1 : at] not in "\\/":
            return
        else:
            yield at, char
