"""The verdict: what fails the gate, what does not, and that paying a debt never does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.gate.baseline import Baseline, accept
from migrator.gate.suppress import Suppression, read
from migrator.gate.verdict import Verdict, judge
from migrator.model import Finding, Layer, Priority, Unknown
from migrator.record import replace
from migrator.scan.source import Source
from migrator.settings import Keep
from tests.gate.findings import SETTINGS, audit, finding

TODAY = date(2026, 6, 30)
PRIORITY_OF: dict[str, Priority] = {"client": "critical", "url": "high", "prose": "low"}
LAYER_OF: dict[str, Layer] = {"a.py": "backend", "b.yml": "deployment", "c.md": "documents"}


def made(rule: str, path: str, text: str, line: int) -> Finding:
    return finding(text, rule=rule, path=path, line=line, priority=PRIORITY_OF[rule], layer=LAYER_OF[path])


FINDINGS = st.lists(
    st.builds(
        made, st.sampled_from([*PRIORITY_OF]), st.sampled_from([*LAYER_OF]), st.sampled_from("xy"), st.integers(1, 99)
    ),
    max_size=12,
)


def kinds(verdict: Verdict) -> list[tuple[str, int]]:
    return [(reason.kind, reason.count) for reason in verdict.reasons]


def suppressions(text: str, path: str = "app/chat.py") -> tuple[Suppression, ...]:
    return read(Source(path, text.encode()))


def test_what_is_read_of_a_reply_goes_with_the_call_that_is_decided_on() -> None:
    call, read = finding("client.chat()", line=1), replace(finding("reply['message']", line=2), kind="response")
    assert judge(audit(call, read), SETTINGS, None, (), TODAY).open == (call,)
    allowed = suppressions('chat()  # migrator: ignore[package-call] reason="stays here"\n')
    assert judge(audit(call, read), SETTINGS, None, allowed, TODAY).suppressed == (call,)
    assert not judge(audit(call, read), SETTINGS, None, allowed, TODAY).failed


@pytest.mark.parametrize("priority", ["critical", "high", "medium", "low"])
@pytest.mark.parametrize("layer", ["backend", "frontend", "configuration", "deployment"])
def test_one_open_finding_of_any_sort_fails(priority: Priority, layer: Layer) -> None:
    verdict = judge(audit(finding(priority=priority, layer=layer)), SETTINGS, None, (), TODAY)
    assert kinds(verdict) == [("open", 1)]


def test_nothing_found_holds() -> None:
    assert not judge(audit(), SETTINGS, None, (), TODAY).failed


def test_what_could_not_be_judged_fails() -> None:
    verdict = judge(audit(unknown=(Unknown("a.py", "not UTF-8"),)), SETTINGS, None, (), TODAY)
    assert kinds(verdict) == [("unknown", 1)]


def test_documents_are_counted_and_fail_only_when_asked() -> None:
    page = audit(finding(path="README.md", layer="documents"))
    assert kinds(judge(page, SETTINGS, None, (), TODAY, documents=True)) == [("open", 1)]
    assert kinds(judge(page, replace(SETTINGS, documents=True), None, (), TODAY)) == [("open", 1)]
    counted = judge(page, SETTINGS, None, (), TODAY)
    assert (counted.failed, len(counted.documents)) == (False, 1)


def test_only_findings_beyond_the_baseline_fail() -> None:
    old, new = finding(line=1), finding("other", line=2)
    verdict = judge(audit(old, new), SETTINGS, accept(Baseline(), [old]), (), TODAY)
    assert (verdict.open, verdict.baselined) == ((new,), (old,))


def test_one_more_of_the_same_text_is_new() -> None:
    once = accept(Baseline(), [finding(line=1)])
    assert len(judge(audit(finding(line=5), finding(line=9)), SETTINGS, once, (), TODAY).open) == 1


def test_a_paid_entry_fails_only_when_locked() -> None:
    baseline = accept(Baseline(), [finding()])
    assert not judge(audit(), SETTINGS, baseline, (), TODAY).failed
    assert kinds(judge(audit(), SETTINGS, baseline, (), TODAY, locked=True)) == [("gone", 1)]


def test_an_entry_of_a_file_that_is_unknown_or_was_not_audited_is_not_gone() -> None:
    baseline = accept(Baseline(), [finding(path="src/a.py")])
    unreadable = audit(unknown=(Unknown("src/a.py", "no permission"),))
    assert judge(unreadable, SETTINGS, baseline, (), TODAY).gone == ()
    assert judge(audit(), SETTINGS, baseline, (), TODAY, within=["lib"]).gone == ()


def test_an_entry_of_a_document_is_not_gone_when_documents_are_not_gated() -> None:
    page = finding(path="README.md", layer="documents")
    assert not judge(audit(page), SETTINGS, accept(Baseline(), [page]), (), TODAY, locked=True).failed


def test_a_suppressed_finding_is_no_longer_part_of_the_baseline() -> None:
    text = 'call()  # migrator: ignore[package-call] reason="stays"\n'
    baseline = accept(Baseline(), [finding()])
    verdict = judge(audit(finding()), SETTINGS, baseline, suppressions(text), TODAY, locked=True)
    assert kinds(verdict) == [("gone", 1)]
    assert len(verdict.suppressed) == 1


def test_kept_findings_are_counted_apart_and_never_fail() -> None:
    settings = replace(SETTINGS, keep=(Keep(paths=("vision/",), reason="later"),))
    verdict = judge(audit(finding(path="vision/a.py")), settings, None, (), TODAY)
    assert (verdict.failed, len(verdict.kept)) == (False, 1)


@pytest.mark.parametrize(
    "directive",
    ["ignore[package-call]", 'ignore[http-call] reason="a"', 'ignore[package-call] reason="a" until=2020-01-01'],
)
def test_a_faulty_suppression_fails(directive: str) -> None:
    verdict = judge(audit(finding()), SETTINGS, None, suppressions(f"call()  # migrator: {directive}\n"), TODAY)
    assert "suppressions" in dict(kinds(verdict))


def test_a_threshold_lets_that_many_through_and_no_more() -> None:
    three = audit(*(finding(f"call{number}") for number in range(3)))
    assert not judge(three, SETTINGS, None, (), TODAY, threshold=3).failed
    assert kinds(judge(three, SETTINGS, None, (), TODAY, threshold=2)) == [("open", 3)]


def test_findings_of_lower_priority_than_asked_for_are_counted_and_do_not_fail() -> None:
    both = audit(finding(priority="high"), finding("other", priority="low"))
    verdict = judge(both, SETTINGS, None, (), TODAY, priority="high")
    assert (kinds(verdict), len(verdict.minor)) == ([("open", 1)], 1)


@given(FINDINGS, FINDINGS, st.booleans(), st.integers(0, 3), st.sampled_from([*PRIORITY_OF.values()]), st.data())
def test_removing_findings_never_makes_it_fail(
    found: list[Finding], old: list[Finding], documents: bool, threshold: int, priority: Priority, data: st.DataObject
) -> None:
    left = [one for one in found if data.draw(st.booleans())]

    def judged(findings: list[Finding]) -> Verdict:
        baseline = accept(Baseline(), old)
        return judge(
            audit(*findings), SETTINGS, baseline, (), TODAY, documents=documents, threshold=threshold, priority=priority
        )

    before, after = judged(found), judged(left)
    assert before.failed or not after.failed
    assert len(after.open) <= len(before.open)


@given(FINDINGS, FINDINGS, st.booleans())
def test_every_finding_is_counted_once(found: list[Finding], old: list[Finding], documents: bool) -> None:
    settings = replace(SETTINGS, keep=(Keep(paths=("b.yml",), reason="later"),))
    allowed = suppressions('# migrator: ignore-file[client] reason="stays"\n', "a.py")
    verdict = judge(audit(*found), settings, accept(Baseline(), old), allowed, TODAY, documents=documents)
    groups = (*verdict.owed, *verdict.suppressed, *verdict.kept, *verdict.documents)
    assert sorted(map(id, groups)) == sorted(map(id, found))


@given(FINDINGS, FINDINGS, st.booleans())
def test_a_baseline_of_all_that_is_owed_holds_even_locked(
    found: list[Finding], old: list[Finding], documents: bool
) -> None:
    owed = judge(audit(*found), SETTINGS, accept(Baseline(), old), (), TODAY, documents=documents).owed
    verdict = judge(audit(*found), SETTINGS, accept(Baseline(), owed), (), TODAY, documents=documents, locked=True)
    assert not verdict.failed
