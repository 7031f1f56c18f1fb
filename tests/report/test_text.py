"""The report for a person: what it must never print, then how it reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from migrator.model import Audit, Unknown
from migrator.record import replace
from migrator.report import text
from migrator.report.columns import width
from migrator.report.view import GROUPINGS, GroupBy, View
from tests.report.audits import finding, many, small

GOLDEN = Path(__file__).parent / "data" / "small.txt"


def without_colour(report: str) -> str:
    head, *rest = report.split("\x1b[")
    return head + "".join(part.partition("m")[2] for part in rest)


def test_nothing_of_a_path_or_a_source_line_reaches_the_terminal_as_a_control_sequence() -> None:
    evil = finding("a\x1b[2J\udcff.py", text="x = '\x1b]0;owned\x07'\u202e", message="calls\r\x9bK", rule="r\x1bule")
    report = text.render(Audit((evil,), unknown=(Unknown("b\x1b[31m", "why\x1b"),)), View(verbose=True))
    assert report.replace("\n", "").isprintable()
    assert r"a\x1b[2J\xff.py" in report
    assert r"\x1b]0;owned\x07'\u202e" in report


@pytest.mark.parametrize("name", ["::error::pwned", "##[command]rm", "##vso[task.setvariable]x"])
def test_no_line_is_a_command_to_a_ci_system(name: str) -> None:
    report = text.render(Audit((finding(name, text=name, message=name, why=name, safety="manual"),)), View())
    assert not any(line.lstrip().startswith("::") for line in report.splitlines())
    assert "##[" not in report and "##vso[" not in report


def test_without_colour_there_is_not_one_escape_character() -> None:
    assert "\x1b" not in text.render(many(200), View(verbose=True))


def test_colour_changes_no_text() -> None:
    for group_by in GROUPINGS:
        view = View(group_by=group_by, verbose=True)
        coloured = text.render(many(200), replace(view, colour=True))
        assert "\x1b[" in coloured
        assert without_colour(coloured) == text.render(many(200), view)


def test_rich_is_never_imported() -> None:
    code = (
        "import sys, migrator.report.text; sys.exit(any(name in sys.modules for name in ('rich', 'json', 'pathspec')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_small_audit_reads_as_it_should() -> None:
    assert text.render(small(), View()) == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("number", [3, 40, 500])
@pytest.mark.parametrize("group_by", GROUPINGS)
def test_every_line_fits_into_80_columns(number: int, group_by: GroupBy) -> None:
    for verbose in (False, True):
        report = text.render(many(number), View(group_by=group_by, verbose=verbose))
        assert [line for line in report.splitlines() if width(line) > 80] == []


def test_characters_that_take_two_columns_count_as_two() -> None:
    wide = finding(message="模型" * 60, text="模型" * 60)
    report = text.render(Audit((wide,)), View())
    assert max(width(line) for line in report.splitlines()) <= 80


def test_a_path_is_never_cut() -> None:
    path = "/".join(["a-long-directory-name"] * 8) + "/service.py"
    assert path in text.render(Audit((finding(path),)), View()).splitlines()


def test_a_narrow_terminal_keeps_place_rule_and_fix_of_every_finding() -> None:
    report = text.render(many(40), View(width=10))
    assert report.count("fix: ") == 40


def test_a_long_list_is_capped_and_its_counts_stay_exact() -> None:
    audit = many(500)
    report = text.render(audit, View())
    listed = report.count("  fix: ")
    more = [int(line.split()[2]) for line in report.splitlines() if line.startswith("... and ")]
    assert listed < 150
    assert listed + sum(more) == 500
    assert "500 references in" in report


def test_the_files_behind_a_cap_are_named_with_their_counts() -> None:
    lines = text.render(many(500), View()).splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("... and "))
    rest = lines[at + 1 : lines.index("", at)]
    assert sum(int(line.split()[0]) for line in rest) == int(lines[at].split()[2])


@pytest.mark.parametrize("view", [View(verbose=True), View(priorities=("critical", "high", "medium", "low"))])
def test_nothing_is_capped_for_who_asks_for_more(view: View) -> None:
    assert text.render(many(500), view).count("  fix: ") == 500


def test_filters_say_what_they_hide() -> None:
    report = text.render(small(), View(priorities=("critical",)))
    assert "3 of 6 references in 2 files: 3 critical" in report
    assert "3 hidden by filters" in report
    assert "docker-compose.yml" not in report


def test_filters_that_leave_nothing_do_not_read_like_a_clean_audit() -> None:
    report = text.render(replace(small(), unknown=()), View(kinds=("volume",)))
    assert report.splitlines()[-1] == "None of 6 references is shown"


def test_a_clean_audit_says_how_much_was_searched() -> None:
    assert text.render(Audit((), files=212), View()) == "No references in 212 files\n"


def test_unknown_is_said_although_nothing_else_was_found() -> None:
    report = text.render(Audit((), unknown=(Unknown("a.py", "not UTF-8"),), files=2), View())
    assert "  a.py  not UTF-8" in report
    assert report.splitlines()[-1] == "No references in 2 files; 1 file could not be judged"


def test_many_unknown_files_are_counted_exactly() -> None:
    unknown = tuple(Unknown(f"{at}.py", "not UTF-8") for at in range(50))
    report = text.render(Audit((), unknown=unknown), View())
    assert "50 files could not be judged" in report
    assert report.count("not UTF-8") == 20
    assert "... and 30 more: --verbose lists them all" in report
    assert text.render(Audit((), unknown=unknown), View(verbose=True)).count("not UTF-8") == 50


def test_a_reason_is_given_once_for_equal_findings() -> None:
    twice = tuple(finding(line=line, safety="manual", why="blocked by x", how="do y") for line in (1, 2))
    report = text.render(Audit(twice), View())
    assert report.count("blocked by x") == 1
    assert report.count("fix: manual") == 2


@pytest.mark.parametrize("group_by", GROUPINGS[1:])
def test_other_groupings_say_the_priority_of_each_finding(group_by: GroupBy) -> None:
    lines = text.render(small(), View(group_by=group_by)).splitlines()
    for found in small().findings:
        (line,) = (line for line in lines if line.strip().startswith(f"{found.line}:{found.column} "))
        assert line.split()[1] == found.priority


def test_the_weekly_line_is_one_line_where_it_fits() -> None:
    audit = replace(small(), unknown=())
    last = text.render(audit, View(width=110, priorities=("critical",))).splitlines()[-1]
    assert last == ("3 of 6 references in 2 files: 3 critical; 1 would be rewritten safely, 1 needs review, 1 by hand")
