"""The gate's verdict as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest

from migrator.gate.baseline import Baseline, accept
from migrator.gate.suppress import read
from migrator.gate.verdict import judge
from migrator.model import Finding, Unknown
from migrator.report import gate_json, gate_text
from migrator.scan.source import Source
from tests.gate.findings import SETTINGS, audit, finding

TODAY = date(2026, 6, 30)
OLD = [finding(f"old{number}", line=number) for number in range(1, 6)]


def last_line(found: Sequence[Finding], old: Sequence[Finding] | None) -> str:
    baseline = None if old is None else accept(Baseline(), old)
    return gate_text.render(judge(audit(*found), SETTINGS, baseline, (), TODAY)).splitlines()[-1]


@pytest.mark.parametrize(
    ("found", "old", "line"),
    [
        ([], None, "0 open now; there is no baseline."),
        (OLD, None, "5 open now; there is no baseline."),
        (OLD, OLD, "0 open now, 5 in the baseline; no change since the baseline was written."),
        (OLD[:2], OLD, "0 open now, 2 in the baseline; fell by 3 since the baseline was written."),
        ([], OLD, "0 open now, 0 in the baseline; fell by 5 since the baseline was written."),
        (
            [*OLD[:2], finding("new", line=9)],
            OLD,
            "1 open now, 2 in the baseline; fell by 2 since the baseline was written.",
        ),
        (OLD, OLD[:4], "1 open now, 4 in the baseline; rose by 1 since the baseline was written."),
    ],
)
def test_the_last_line_says_how_far_the_work_is(found: list[Finding], old: list[Finding] | None, line: str) -> None:
    assert last_line(found, old) == line


def test_a_gate_that_holds_says_so_without_a_list() -> None:
    text = gate_text.render(judge(audit(*OLD), SETTINGS, accept(Baseline(), OLD), (), TODAY))
    assert text.splitlines()[0] == "The gate holds."
    assert "old1" not in text


def test_each_reason_is_told_with_what_is_behind_it_and_what_to_do() -> None:
    directive = read(Source("b.py", b"# migrator: ignore\n"))
    found = audit(*OLD[:2], finding("new", line=9, priority="low"), unknown=(Unknown("c.py", "not UTF-8"),))
    text = gate_text.render(judge(found, SETTINGS, accept(Baseline(), OLD[1:]), directive, TODAY, locked=True))
    assert (
        text
        == """\
2 open references, none allowed: 1 critical, 1 low
  app/chat.py
    1:1  package-call: old1
    9:1  package-call: new
`migrator rewrite --dry-run` shows what can be replaced by itself, `migrator
audit` all that is left.

1 file could not be judged, and unknown is not clean
  c.py
    not UTF-8
Mend each file, or exclude it in the settings.

1 fault in suppressions
  b.py
    1  malformed: name the rules: ignore[rule, other-rule] reason="…"
Mend or delete each.

3 entries of the baseline no longer occur
  app/chat.py
    package-call (3)
`migrator baseline` takes them out; commit the file.

The gate fails.
2 open now, 1 in the baseline; fell by 1 since the baseline was written.
"""
    )


def test_long_lists_are_cut_and_the_rest_counted() -> None:
    many = audit(*(finding(f"call{number}", line=number) for number in range(1, 51)))
    text = gate_text.render(judge(many, SETTINGS, None, (), TODAY))
    assert "  ... and 30 more" in text.splitlines()
    assert max(map(len, text.splitlines())) <= 80


def test_what_a_threshold_or_priority_lets_through_is_still_told() -> None:
    found = audit(finding("a"), finding("b", priority="low"), finding("c", layer="documents"))
    text = gate_text.render(judge(found, SETTINGS, None, (), TODAY, threshold=4, priority="high"))
    assert "Counted apart: 1 open, 4 allowed, 1 open of lower priority, 1 in documents" in text


def test_no_escape_sequence_and_no_command_of_a_log_gets_out() -> None:
    evil = finding("\x1b[2J\n::error::x", path="a\x1b]0;x\x07\n::warning::b.py")
    text = gate_text.render(judge(audit(evil), SETTINGS, None, (), TODAY))
    assert "\x1b" not in text and "\x07" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())


def test_the_json_holds_every_open_finding_with_its_identity() -> None:
    baseline = accept(Baseline(), OLD)
    verdict = judge(audit(*OLD[:3], finding("new\udcff", line=9)), SETTINGS, baseline, (), TODAY, locked=True)
    document = json.loads(gate_json.render(verdict))
    assert document["failed"] is True
    assert document["reasons"] == [{"kind": "open", "count": 1}, {"kind": "gone", "count": 2}]
    assert [(one["line"], one["fingerprint"].split("\t")[0]) for one in document["open"]] == [(9, "app/chat.py")]
    assert document["counts"] == {
        "open": 1,
        "minor": 0,
        "baselined": 3,
        "suppressed": 0,
        "kept": 0,
        "documents": 0,
        "gone": 2,
        "written": 5,
        "threshold": 0,
    }
    assert set(document["gone"]) < baseline.entries
