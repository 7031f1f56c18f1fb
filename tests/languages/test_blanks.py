"""Blank lines that meet where something was removed."""

from __future__ import annotations

import pytest

from migrator.languages.blanks import edits
from migrator.rewrite.edits import render

STAYS = {
    "nothing was removed": ("a = 1\n\n\nb = 2\n", "a = 1\n\n\nb = 2\n"),
    "the file has as many elsewhere": ("def f():\n    a\n\n\n    b\n\n    c\n", "def f():\n    a\n\n\n    c\n"),
    "in a text that stays": ('a = """\n\n\n\nb"""\nc = 1\n', 'a = """\n\n\n\nb"""\n'),
    "at the end": ("a = 1\nb = 2\n\n", "a = 1\n\n"),
}
GOES = {
    "inside a function": (
        "def f():\n    a\n\n    b\n\n    c\n",
        "def f():\n    a\n\n\n    c\n",
        "def f():\n    a\n\n    c\n",
    ),
    "before a function": ("a\n\n\nb\n\n\ndef f(): pass\n", "a\n\n\n\n\ndef f(): pass\n", "a\n\n\ndef f(): pass\n"),
    "with other ends of lines": ("a\r\n\r\n b\r\n\r\n c\r\n", "a\r\n\r\n\r\n c\r\n", "a\r\n\r\n c\r\n"),
}


@pytest.mark.parametrize(("before", "after"), STAYS.values(), ids=STAYS)
def test_blank_lines_of_the_author_stay(before: str, after: str) -> None:
    assert not edits(before.encode(), after.encode())


@pytest.mark.parametrize(("before", "after", "wanted"), GOES.values(), ids=GOES)
def test_blank_lines_that_meet_are_as_many_as_elsewhere(before: str, after: str, wanted: str) -> None:
    made = after.encode()
    assert render(made, edits(before.encode(), made)).decode() == wanted
