"""Fits text into the columns of a terminal, in which some characters take two and some none."""

from __future__ import annotations

from collections.abc import Iterable


def width(text: str) -> int:
    """The number of terminal columns that ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def elide(text: str, columns: int) -> str:
    """``text``, or as much of it as fits into ``columns`` with ``...`` at its end."""
    if width(text) <= columns:
        return text
    return _head(text, columns - 3).rstrip() + "..."


def wrap(text: str, columns: int) -> list[str]:
    """The words of ``text`` in lines of at most ``columns``; a word that is longer is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width(joined) <= columns:
            line = joined
            continue
        if line:
            lines.append(line)
        while width(word) > columns:
            head = _head(word, columns) or word[0]
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line or not lines else lines


def pack(parts: Iterable[str], separator: str, columns: int) -> list[str]:
    """The parts that are not empty, joined by ``separator`` in as few lines of ``columns`` as their order allows."""
    lines: list[str] = []
    for part in filter(None, parts):
        if lines and width(lines[-1] + separator + part) < columns:
            lines[-1] += separator + part
            continue
        if lines:
            lines[-1] += separator.rstrip()
        lines.append(part)
    return lines


def pad(text: str, columns: int) -> str:
    """``text`` with spaces up to ``columns``."""
    return text + " " * (columns - width(text))


def _head(text: str, columns: int) -> str:
    used = 0
    for at, character in enumerate(text):
        used += _columns(character)
        if used > columns:
            return text[:at]
    return text


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    from unicodedata import combining, east_asian_width

    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
