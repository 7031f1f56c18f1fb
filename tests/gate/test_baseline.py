"""The baseline: only falls by itself, and is refused when it cannot be trusted."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.gate.baseline import Baseline, BaselineError, accept, gone, parse, path_of, read, render, shrink, write
from migrator.model import Finding
from tests.gate.findings import finding

Change = Callable[[list[str]], list[str]]
FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(["chat(", "generate(", "embed("]),
        path=st.sampled_from(["a.py", "b\tc.py", "[id]/#page.ts", "naïve.py"]),
        line=st.integers(1, 40),
    ),
    max_size=15,
)


def of(*findings: Finding) -> Baseline:
    return accept(Baseline(), findings)


@given(FINDINGS, FINDINGS)
def test_shrinking_never_adds(old: list[Finding], now: list[Finding]) -> None:
    before = of(*old)
    after = shrink(before, gone(before, now))
    assert after.entries <= before.entries
    assert after.written == before.written
    assert not gone(after, now)


@given(FINDINGS, FINDINGS)
def test_accepting_takes_in_all_that_is_owed_and_forgets_nothing(old: list[Finding], now: list[Finding]) -> None:
    after = accept(of(*old), now)
    assert after.entries == of(*old).entries | of(*now).entries


@given(FINDINGS, FINDINGS)
def test_what_is_written_is_read_again(old: list[Finding], now: list[Finding]) -> None:
    before = of(*old)
    paid = shrink(before, gone(before, now))
    assert parse(render(paid), "baseline") == paid
    assert parse(render(accept(paid, now)), "baseline") == accept(paid, now)


@given(FINDINGS)
def test_no_line_occurs_twice_so_that_every_diff_is_exact(findings: list[Finding]) -> None:
    lines = render(of(*findings)).splitlines()
    assert len(lines) == len(set(lines))


def test_entries_stand_sorted_one_to_a_line_and_the_last_line_ends() -> None:
    text = render(of(finding(path="b.py"), finding(path="a.py", rule="z"), finding(path="a.py", rule="b")))
    entries = [line.split("\t")[:2] for line in text.splitlines() if "\t" in line]
    assert entries == [["a.py", "b"], ["a.py", "z"], ["b.py", "package-call"]]
    assert text.endswith("\n") and not text.endswith("\n\n")


def test_an_added_entry_stands_in_its_place() -> None:
    text = render(accept(of(finding(path="a.py"), finding(path="c.py")), [finding(path="b.py")]))
    assert [line[:4] for line in text.splitlines() if "\t" in line] == ["a.py", "b.py", "c.py"]


def test_removing_changes_only_the_entry_s_own_line() -> None:
    before = of(*(finding(path=f"{name}.py") for name in "abc"))
    after = shrink(before, gone(before, [finding(path="a.py"), finding(path="c.py")]))
    lines = render(before).splitlines()
    assert [line for line in lines if not line.startswith("b.py\t")] == render(after).splitlines()


def test_a_paid_finding_that_comes_back_takes_its_old_place() -> None:
    before = of(finding(path="a.py"), finding(path="b.py"))
    paid = shrink(before, gone(before, []))
    assert accept(paid, [finding(path="b.py")]).written == 2
    assert accept(paid, [finding(path="a.py"), finding(path="b.py")]) == before


def test_what_was_not_searched_or_could_not_be_read_is_not_gone() -> None:
    before = of(*(finding(path=path) for path in ("src/a.py", "src/b.py", "srcs/c.py", "d.py")))
    left = gone(before, [], within=["./src/", "d.py"], unread={"src/b.py"})
    assert [path_of(entry) for entry in left] == ["d.py", "src/a.py"]
    assert len(gone(before, [], within=["."])) == 4


def test_there_is_no_baseline_where_there_is_no_file(tmp_path: Path) -> None:
    assert read(str(tmp_path / "none.txt")) is None


def test_windows_line_endings_are_read_and_kept() -> None:
    before = of(finding(path="a.py"), finding(path="b.py"))
    checked_out = parse(render(before).replace("\n", "\r\n"), "baseline")
    assert checked_out.entries == before.entries
    assert render(checked_out) == render(before).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        pytest.param(
            lambda lines: ["<<<<<<< HEAD", *lines, "=======", ">>>>>>> b"], 1, "conflict marker", id="conflict"
        ),
        pytest.param(lambda lines: [*lines, *lines], 11, "the same as line 3", id="duplicate"),
        pytest.param(lambda lines: lines[:3] + lines[4:6] + lines[3:4] + lines[6:], 6, "its own marks", id="moved"),
        pytest.param(lambda lines: [*lines[:3], "app/chat.py package-call", *lines[4:]], 4, "neither", id="spaces"),
        pytest.param(lambda lines: lines[:4] + lines[5:], 5, "neither", id="no closing mark"),
        pytest.param(lambda lines: lines[:-1], 6, "without its closing mark", id="cut off"),
        pytest.param(lambda lines: [line.replace("app/", "src/") for line in lines], 4, "its own marks", id="edited"),
    ],
)
def test_a_damaged_file_is_refused_with_the_line(change: Change, line: int, what: str) -> None:
    lines = render(of(finding("one"), finding("two"))).splitlines()
    with pytest.raises(BaselineError) as error:
        parse("\n".join(change(lines)) + "\n", "baseline.txt")
    assert any(f"baseline.txt:{line}: " in problem and what in problem for problem in error.value.problems)


def test_all_conflict_markers_are_reported_and_nothing_else() -> None:
    lines = render(of(finding("one"), finding("two"))).splitlines()
    with pytest.raises(BaselineError) as error:
        parse("\n".join([*lines[:3], "<<<<<<< a", lines[3], "=======", ">>>>>>> b", *lines[4:]]), "baseline.txt")
    assert [problem.split(":")[1] for problem in error.value.problems] == ["4", "6", "7"]


def test_bytes_that_are_no_text_are_refused_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "baseline.txt").write_bytes(b"# ok\n\xff\n")
    with pytest.raises(BaselineError, match=r"baseline\.txt:2: is not UTF-8"):
        read(str(tmp_path / "baseline.txt"))


def test_a_write_that_fails_leaves_the_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "baseline.txt"
    write(str(path), of(finding("one")))
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BaselineError, match="No space left on device"):
        write(str(path), of(finding("two")))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_directory_that_is_missing_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="cannot be written"):
        write(str(tmp_path / "none" / "baseline.txt"), Baseline())
