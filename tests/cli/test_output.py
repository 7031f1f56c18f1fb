from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from migrator.cli.output import coloured, show, targets, write
from migrator.errors import UserError


def test_a_name_without_a_known_format_is_refused_with_all_others_like_it() -> None:
    with pytest.raises(UserError) as caught:
        targets(["report", "a.json", "b.html"])
    assert [problem.split(":")[0] for problem in caught.value.problems] == ["--output report", "--output b.html"]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("report.sarif", ("sarif", "report.sarif")),
        ("REPORT.JSON", ("json", "REPORT.JSON")),
        ("out/junit.xml", ("junit", "out/junit.xml")),
        ("gitlab:gl.json", ("gitlab", "gl.json")),
        ("C:\\reports\\a.md", ("markdown", "C:\\reports\\a.md")),
        ("a:b.jsonl", ("jsonl", "a:b.jsonl")),
    ],
)
def test_the_format_is_said_or_follows_from_the_suffix(output: str, expected: tuple[str, str]) -> None:
    assert targets([output]) == [expected]


def test_missing_directories_are_made_and_newlines_kept(tmp_path: Path) -> None:
    write(str(tmp_path / "a/b/c.txt"), "x\ny\n")
    assert (tmp_path / "a/b/c.txt").read_bytes() == b"x\ny\n"


def test_what_the_terminal_cannot_print_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", terminal)
    show("caf\xe9 \u2192\n")
    terminal.flush()
    assert terminal.buffer.getvalue() == b"caf\\xe9 \\u2192\n"


@pytest.mark.parametrize(("wanted", "expected"), [(True, True), (False, False), (None, False)])
def test_a_pipe_is_coloured_only_when_asked(wanted: bool | None, expected: bool) -> None:
    assert coloured(wanted) is expected


@pytest.mark.parametrize(
    ("name", "value", "expected"), [("NO_COLOR", "", True), ("NO_COLOR", "1", False), ("TERM", "dumb", False)]
)
def test_a_terminal_is_coloured_unless_it_says_no(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: bool
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(name, value)
    assert coloured(None) is expected
