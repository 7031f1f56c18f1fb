"""Identities of findings: what must not change them, and what must."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.gate.fingerprint import escape, fingerprints, unescape
from migrator.model import Finding
from tests.gate.findings import finding, moved

TEXTS = st.lists(st.sampled_from(["chat(", "generate(", "chat(\n    model)"]), max_size=12)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(finding("chat(model)", line=90), id="on another line"),
        pytest.param(finding("  chat(model)\n"), id="indented"),
        pytest.param(finding("chat(model)", priority="low"), id="of another priority"),
        pytest.param(finding("chat(model)", name="client"), id="with a name"),
    ],
)
def test_identity_is_not_changed_by(other: Finding) -> None:
    assert fingerprints([other]) == fingerprints([finding("chat(model)")])


def test_line_endings_and_reindented_continuations_do_not_change_the_identity() -> None:
    unix, windows = finding("chat(\n  model,\n)"), finding("chat(\r\n\t\tmodel,\r\n)")
    assert fingerprints([unix]) == fingerprints([windows])


def test_text_rule_and_path_change_the_identity() -> None:
    others = [finding("chat( model)"), finding(rule="other"), finding(path="other.py"), finding()]
    assert len(set(fingerprints([finding("chat(model)"), *others]))) == 5


def test_equal_findings_are_numbered_in_the_order_of_the_file() -> None:
    first, second = finding("same", line=3), finding("same", line=8)
    ordinals = [identity.split("\t")[3] for identity in fingerprints([second, first, finding("same", path="b.py")])]
    assert ordinals == ["2", "1", "1"]


def test_no_line_number_is_part_of_an_identity() -> None:
    assert "4711" not in fingerprints([finding(line=4711)])[0]


@given(TEXTS, st.data())
def test_unrelated_lines_anywhere_change_no_identity(texts: list[str], data: st.DataObject) -> None:
    before = [finding(text, line=line) for line, text in enumerate(texts, 1)]
    shift, after = 0, []
    for one in before:
        shift += data.draw(st.integers(0, 5))
        after.append(moved(one, shift))
    unrelated = finding("other", rule="other", line=data.draw(st.integers(1, 30)))
    assert fingerprints([*after, unrelated])[:-1] == fingerprints(before)


@given(TEXTS, st.randoms(use_true_random=False))
def test_identities_do_not_depend_on_the_order_of_the_audit(texts: list[str], random: Random) -> None:
    findings = [finding(text, line=line) for line, text in enumerate(texts, 1)]
    known = dict(zip(findings, fingerprints(findings), strict=True))
    random.shuffle(findings)
    assert fingerprints(findings) == [known[one] for one in findings]


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_any_path_is_one_line_without_tabs_and_comes_back(name: str) -> None:
    escaped = escape(name)
    assert unescape(escaped) == name
    assert len(escaped.splitlines()) <= 1
    assert "\t" not in escaped and "\x1b" not in escaped
    escaped.encode("utf-8")


@pytest.mark.parametrize("escaped", ["a\\b", "a\\u{zz}", "a\\u{41", "\\"])
def test_what_was_never_escaped_is_refused(escaped: str) -> None:
    with pytest.raises(ValueError):
        unescape(escaped)
