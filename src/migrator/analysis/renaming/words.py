"""The new word in place of the old one inside a name, in every casing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.rules.naming import Names

LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the old words, in any case."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)


def renamed(name: str, names: Names) -> str:
    """``name`` with the new word; one that would stand there twice in a row stands there once."""
    return name if not (cut := list(pieces(name, names))) else _put(name, cut)


def pieces(name: str, names: Names) -> Iterator[tuple[int, int, str]]:
    """What is replaced in a name: start, end and the new text of each place, in order."""
    for match in pattern(tuple(names.words)).finditer(name):
        new = names.words[match[0].lower()]
        start, end = match.span()
        twin = re.escape(new)
        if (after := re.match(rf"[_\-.]{twin}(?![a-z0-9])|{twin.upper()}(?![a-z])", name[end:], re.IGNORECASE)) and (
            after[0][:1] in "_-." or after[0].isupper()
        ):
            yield start, end + len(after[0]) - len(new), ""
        elif re.search(rf"(?:^|[_\-.]){twin}[_\-.]$", name[:start], re.IGNORECASE):
            yield start - 1, end, ""
        else:
            apart = "-" in (name[start - 1 : start], name[end : end + 1])
            yield start, end, cased(match[0], new.replace("_", "-") if apart else new, names)


def cased(old: str, new: str, names: Names) -> str:
    """``new`` written as ``old`` was: in capitals, as the start of a word, or in small letters."""
    if old.isupper() and len(old) > 1:
        return new.upper()
    if old[:1].isupper():
        return names.titles.get(new) or "".join(part[:1].upper() + part[1:] for part in re.split("[-_]", new))
    return new


def _put(name: str, cut: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, new in cut:
        parts += [name[at:start], new]
        at = end
    return "".join((*parts, name[at:]))
