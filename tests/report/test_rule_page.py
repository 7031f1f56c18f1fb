"""The coloured page about a rule says what the plain one says."""

from __future__ import annotations

import re

from migrator.report.rule_page import coloured

PAGE = [
    "chat",
    "POST /api/chat: One turn.",
    "",
    "Example: a.py",
    "  (why)",
    "    import os",
    "",
    "    x = 1",
    "  becomes",
    "    x = 2",
    "",
    "Example: b.yml",
    "    a: [b]",
    "",
]


def test_without_its_colours_it_is_the_plain_page() -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured(PAGE, 80))
    assert [line.rstrip() for line in plain.rstrip().splitlines() if line.strip()] == [line for line in PAGE if line]


def test_headings_are_bold_and_samples_highlighted() -> None:
    page = coloured(PAGE, 80)
    assert "\x1b[1mchat\x1b[0m" in page
    assert re.search(r"\x1b\[[0-9;]+mimport\x1b\[0m", page)
