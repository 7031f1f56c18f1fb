"""Filters, and the counts that must add up."""

from __future__ import annotations

import pytest

from migrator.model import Audit, Explained, Skipped, Unknown
from migrator.report.groups import grouped
from migrator.report.summary import headline, summarise
from migrator.report.view import GROUPINGS, GroupBy, View, select
from tests.report.audits import finding, many, small


def test_no_filter_is_no_change() -> None:
    audit = small()
    assert select(audit, View()) is audit


def test_a_filter_by_priority_or_kind_hides_no_unknown_file() -> None:
    shown = select(small(), View(priorities=("low",), kinds=("call",)))
    assert shown.findings == ()
    assert shown.unknown == small().unknown


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (("backend",), 3),
        (("./backend/",), 3),
        (("*.py",), 3),
        (("chat_service.py",), 2),
        (("backend/*", "*.md"), 4),
        (("**/views/*.vue",), 1),
        (("*.rb",), 0),
    ],
)
def test_paths_are_patterns_as_in_a_gitignore(patterns: tuple[str, ...], expected: int) -> None:
    assert len(select(small(), View(paths=patterns)).findings) == expected


def test_a_path_filter_holds_for_all_that_has_a_path() -> None:
    audit = Audit(
        (finding("a/x.py"),),
        unknown=(Unknown("b/x.py", ""),),
        explained=(Explained("b/y.py", 1, ""),),
        skipped=(Skipped("b/z", "", 1),),
    )
    shown = select(audit, View(paths=("a",)))
    assert (len(shown.findings), shown.unknown, shown.explained, shown.skipped) == (1, (), (), ())


def test_filters_hold_together() -> None:
    shown = select(small(), View(priorities=("critical",), kinds=("call",), paths=("backend/chat*",)))
    assert [found.rule for found in shown.findings] == ["package-chat"]


@pytest.mark.parametrize("number", [0, 1, 40, 500])
def test_counts_add_up(number: int) -> None:
    summary = summarise(many(number))
    for counts in (summary.priority, summary.kind, summary.language, summary.layer, summary.fix):
        assert sum(counts.values()) == number
    assert {layer: sum(row.values()) for layer, row in summary.layers.items()} == summary.layer


@pytest.mark.parametrize("group_by", GROUPINGS)
def test_groups_hold_every_finding_once_and_the_worst_first(group_by: GroupBy) -> None:
    groups = grouped(many(500).findings, View(group_by=group_by))
    assert sorted(id(found) for group in groups for found in group.findings) == sorted(
        {id(found) for group in groups for found in group.findings}
    )
    assert sum(len(group.findings) for group in groups) == 500
    if group_by not in ("file", "layer"):
        assert any(found.priority == "critical" for found in groups[0].findings)


def test_the_headline_names_numbers_in_singular_and_plural() -> None:
    one = Audit((finding(safety="review"),), unknown=(Unknown("a", ""),))
    assert headline(summarise(one)) == "1 reference in 1 file: 1 critical; 1 needs review; 1 file could not be judged"
    assert headline(summarise(Audit((), files=1))) == "No references in 1 file"
    assert headline(summarise(small())).startswith(
        "6 references in 5 files: 3 critical, 1 high, 1 medium, 1 low; 3 would be rewritten safely, 1 needs review"
    )
