"""Colour for a terminal, in the sixteen colours that every theme defines."""

from __future__ import annotations

from typing import Literal

Style = Literal["bold", "dim", "red", "green", "yellow", "blue", "magenta", "cyan", "alarm"]

_CODES: dict[Style, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
    "alarm": "1;31",
}


def paint(text: str, style: Style, colour: bool) -> str:
    """``text`` in ``style`` when ``colour`` is on, else ``text``."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if colour and text else text
