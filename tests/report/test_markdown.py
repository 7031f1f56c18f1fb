"""Markdown: no text of a repository is markup, and tables keep their shape."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from migrator.model import Audit, Unknown
from migrator.report import render
from migrator.report.view import GROUPINGS, GroupBy, View
from tests.report.audits import finding, many, small


def html(audit: Audit, view: View | None = None) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return str(parser.render(render("markdown", audit, view or View())))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](http://evil/x.png)",
        "[a](javascript:b)",
        "`` ` ``",
        "a | b",
        "\\| x \\",
        "**b**",
    ],
)
def test_text_is_shown_and_not_obeyed(text: str) -> None:
    audit = Audit((finding(f"{text}.py", text=text, message=text, how=text),), unknown=(Unknown(text, text),))
    page = html(audit)
    for tag in ("<script", "<img", "<a ", "<strong>b<"):
        assert tag not in page
    assert page.count("<td") == 2 + 6 * 6 + 4
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert page.count(shown) >= 5


def test_an_escape_sequence_is_shown_as_text() -> None:
    assert "\x1b" not in render("markdown", Audit((finding("\x1b[2J", text="\x1b\n\x1b"),)), View())


@pytest.mark.parametrize("group_by", GROUPINGS)
def test_tables_hold_every_finding(group_by: GroupBy) -> None:
    page = html(many(40), View(group_by=group_by))
    assert page.count("<tr>") - page.count("<thead>") == 1 + 6 + 40


def test_it_starts_with_the_headline() -> None:
    report = render("markdown", small(), View())
    assert report.startswith("**6 references in 5 files: 3 critical, 1 high, 1 medium, 1 low; ")
    assert "| **total** | 3 | 1 | 1 | 1 | 6 |" in report


def test_a_long_list_is_capped_with_an_exact_count() -> None:
    report = render("markdown", many(500), View())
    more = [int(line.split()[2]) for line in report.splitlines() if line.startswith("... and ")]
    assert (
        report.count("**safe**")
        + report.count("**review**")
        + report.count("**manual**")
        + report.count("**none**")
        + sum(more)
        == 500
    )


def test_a_clean_audit_is_one_line() -> None:
    assert render("markdown", Audit((), files=3), View()) == "**No references in 3 files**\n"
