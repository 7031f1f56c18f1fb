"""What CI systems read: annotations, Code Quality and JUnit. Nothing in a repository may speak to them."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from migrator.model import Audit, Finding, Unknown
from migrator.record import replace
from migrator.report import render
from migrator.report.view import View
from tests.report.audits import finding, many, small

EVIL = "a\n::set-output name=x::y\r::error::z,line=1%0A::stop-commands::t"


def github(audit: Audit, view: View | None = None) -> list[str]:
    return render("github", audit, view or View()).split("\n")[:-1]


@pytest.mark.parametrize(
    "evil",
    [
        finding(EVIL),
        finding(text=EVIL),
        finding(message=EVIL),
        finding(rule=EVIL),
        finding(how=EVIL),
        finding(why=EVIL, safety="review"),
    ],
    ids=["path", "text", "message", "rule", "how", "why"],
)
def test_no_member_of_a_finding_makes_a_command_of_its_own(evil: Finding) -> None:
    lines = github(Audit((evil,)))
    assert len(lines) == 2
    assert "\r" not in lines[0]
    assert lines[0].startswith("::error file=")


def test_no_path_or_reason_of_an_unknown_file_makes_a_command_of_its_own() -> None:
    assert len(github(Audit((), unknown=(Unknown(EVIL, EVIL),)))) == 2


def test_a_path_ends_no_property() -> None:
    (line, _) = github(Audit((finding("a,line=9::b:c%2C.py"),)))
    head = line.split("::")[1]
    assert head.startswith("error file=a%2Cline=9%3A%3Ab%3Ac%252C.py,line=1,")


def test_annotations_say_place_level_and_advice() -> None:
    lines = github(small())
    assert lines[0].startswith("::error file=backend/legacy.py,title=could not be judged::line 88: cannot be parsed")
    assert lines[1] == (
        "::error file=backend/chat_service.py,line=1,endLine=1,col=1,endColumn=14,title=critical%3A package-import"
        "::imports the ollama package%0AWould be rewritten safely: import the openai client"
    )
    assert [line.split(" ")[0] for line in lines] == [
        "::error", "::error", "::error", "::error", "::error", "::warning", "::notice", "::notice",
    ]  # fmt: skip


def test_columns_are_left_out_over_several_lines() -> None:
    (line, _) = github(Audit((replace(finding(), end_line=3),)))
    assert "line=1,endLine=3,title=" in line


def test_the_dangerous_come_first_for_github_shows_few() -> None:
    levels = [line.split(" ")[0] for line in github(many(200))]
    assert levels == sorted(levels, key=["::error", "::warning", "::notice"].index)


def test_gitlab_fingerprints_are_stable_and_unique() -> None:
    issues = json.loads(render("gitlab", many(300), View()))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 301
    moved = replace(
        small(), findings=tuple(replace(f, line=f.line + 7, end_line=f.end_line + 7) for f in small().findings)
    )
    before, after = (json.loads(render("gitlab", audit, View())) for audit in (small(), moved))
    assert [issue["fingerprint"] for issue in before] == [issue["fingerprint"] for issue in after]


def test_gitlab_issues_have_what_gitlab_reads() -> None:
    issues = json.loads(render("gitlab", small(), View()))
    assert {issue["severity"] for issue in issues} == {"critical", "major", "minor", "info"}
    for issue in issues:
        assert issue["description"] and issue["check_name"]
        assert issue["location"]["lines"]["begin"] >= 1
    assert json.loads(render("gitlab", Audit(()), View())) == []


def test_junit_is_well_formed_whatever_a_file_holds() -> None:
    evil = "]]>\x00\x1b\ufffe\udcff<failure>&\"'"
    audit = Audit((finding(evil, text=evil, message=evil),), unknown=(Unknown(evil, evil),))
    root = ElementTree.fromstring(render("junit", audit, View()).encode())
    assert [case.tag for case in root.iter("failure")] == ["failure"]
    assert root[0].get("name") == r"""]]>\x00\x1b\ufffe\xff<failure>&"'"""


def test_junit_counts_add_up() -> None:
    root = ElementTree.fromstring(render("junit", many(100), View()))
    suites = list(root)
    for name in ("tests", "failures", "errors"):
        assert int(root.get(name, "")) == sum(int(suite.get(name, "")) for suite in suites)
    assert root.get("failures") == "100"
    assert root.get("errors") == "1"


def test_a_clean_audit_is_one_passed_case() -> None:
    root = ElementTree.fromstring(render("junit", Audit(()), View()))
    (case,) = root.iter("testcase")
    assert list(case) == []
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
