"""Finds the line of a key in TOML, which the standard library's parser does not tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

Key = tuple[str | int, ...]


def places(text: str, prefix: tuple[str, ...]) -> Callable[[Key], int]:
    """A function from a key below the table ``prefix`` to its line, from 1, or to the nearest line above that.

    A number in a key is an index: of a table written ``[[name]]``, or of an item in a list. It gives 0 for what stands
    nowhere. Lines are read one by one, so a key within a string of several lines is taken for one.
    """
    lines = text.split("\n")
    known: dict[Key, int] = {}
    tables: Counter[Key] = Counter()
    table: Key = ()
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if line.startswith("[["):
            name = _parts(line[2:].partition("]]")[0])
            table = (*name, tables[name])
            tables[name] += 1
            known.setdefault(name, number)
            known[table] = number
        elif line.startswith("[") and line.partition("]")[2].partition("#")[0].strip() == "":
            table = _parts(line[1:].partition("]")[0])
            known.setdefault(table, number)
        elif "=" in line and not line.startswith("#"):
            name = _parts(line.partition("=")[0])
            for length in range(1, len(name) + 1):
                known.setdefault((*table, *name[:length]), number)

    def find(key: Key) -> int:
        full: Key = (*prefix, *key)
        for length in range(len(full), 0, -1):
            if full[:length] in known:
                line = known[full[:length]]
                item = full[length] if length < len(full) else None
                return _item(lines, line, item) if isinstance(item, int) else line
        return 0

    return find


def _item(lines: list[str], line: int, index: int) -> int:
    """The line of an item of the list of strings that starts on ``line``: where its opening quote is."""
    quote, seen = "", 0
    text = lines[line - 1].partition("=")[2]
    for number, content in enumerate([text, *lines[line:]], line):
        for character in content:
            if quote:
                quote = "" if character == quote else quote
            elif character in "\"'":
                if seen == index:
                    return number
                quote, seen = character, seen + 1
            elif character == "#":
                break
            elif character == "]":
                return line
    return line


def _parts(dotted: str) -> tuple[str, ...]:
    parts, quote = [""], ""
    for character in dotted.strip():
        if character == quote:
            quote = ""
        elif quote:
            parts[-1] += character
        elif character in "\"'":
            quote = character
        elif character == ".":
            parts.append("")
        elif not character.isspace():
            parts[-1] += character
    return tuple(parts)
