"""What holds for every format, whatever a repository holds."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrator.model import Audit, Explained, Finding, Skipped, Unknown
from migrator.report import FORMATS, render
from migrator.report.columns import width
from migrator.report.view import GROUPINGS, View
from tests.report.audits import finding, small

anything = st.text(
    st.one_of(st.characters(), st.sampled_from('\x1b\x9b\r\n:,%#[]|`<&"\u202e\u2028\ufeff\udcff\udc80\ud800')),
    max_size=40,
)
priorities = st.sampled_from(["critical", "high", "medium", "low"])
safeties = st.sampled_from(["safe", "review", "manual", "none"])
findings: st.SearchStrategy[Finding] = st.builds(
    finding,
    anything,
    st.integers(1, 99_999),
    st.integers(1, 500),
    rule=anything,
    language=anything,
    message=anything,
    text=anything,
    how=anything,
    why=anything,
    priority=priorities,
    safety=safeties,
)
audits = st.builds(
    Audit,
    st.lists(findings, max_size=5).map(tuple),
    st.lists(st.builds(Unknown, anything, anything), max_size=2).map(tuple),
    st.lists(st.builds(Explained, anything, st.integers(1, 999), anything), max_size=2).map(tuple),
    st.lists(st.builds(Skipped, anything, anything, st.integers(0, 999)), max_size=2).map(tuple),
)
views = st.builds(View, st.sampled_from(GROUPINGS), width=st.integers(1, 130), verbose=st.booleans())


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        render("yaml", small(), View())


@pytest.mark.parametrize("name", FORMATS)
def test_reports_are_pure_and_end_with_one_newline(name: str) -> None:
    report = render(name, small(), View())
    assert report == render(name, small(), View())
    assert report.endswith("\n") and not report.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_counts_the_unknown_file(name: str) -> None:
    assert "backend/legacy.py" in render(name, small(), View())


@settings(max_examples=60)
@given(audits, views)
def test_no_character_of_a_repository_is_a_control_to_who_reads_the_report(audit: Audit, view: View) -> None:
    for name in ("text", "github", "markdown", "junit"):
        report = render(name, audit, view)
        assert all(c.isprintable() or c.isspace() for c in report)
        assert not set(report) & set("\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\t")
        report.encode("utf-8")


@settings(max_examples=60)
@given(audits, views)
def test_github_gets_a_line_a_finding_and_no_more(audit: Audit, view: View) -> None:
    lines = render("github", audit, view).splitlines()
    assert len(lines) == len(audit.findings) + len(audit.unknown) + 1
    assert all(line.split(" ")[0] in ("::error", "::warning", "::notice") for line in lines)


@settings(max_examples=60)
@given(audits, views)
def test_text_says_the_priority_rule_and_fix_of_every_finding(audit: Audit, view: View) -> None:
    report = render("text", audit, view)
    assert report.count("fix: ") >= len(audit.findings)
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in report.splitlines())


@settings(max_examples=60)
@given(audits, views)
def test_json_and_xml_always_parse(audit: Audit, view: View) -> None:
    for name in ("json", "sarif", "gitlab"):
        json.loads(render(name, audit, view))
    for line in render("jsonl", audit, view).splitlines():
        json.loads(line)
    ElementTree.fromstring(render("junit", audit, view).encode())


@settings(max_examples=60)
@given(st.lists(anything, max_size=3), st.integers(40, 100))
def test_messages_of_any_script_fit_the_width(messages: list[str], columns: int) -> None:
    audit = Audit(tuple(finding(message=message, text=message, rule="r") for message in messages))
    for line in render("text", audit, View(width=columns)).splitlines():
        assert width(line) <= max(columns, 66)
