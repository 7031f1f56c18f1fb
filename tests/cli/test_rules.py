from __future__ import annotations

from pathlib import Path

import pytest

from migrator.__main__ import main
from migrator.rules.load import load

RULE = """\
rule: house-name
what: The name of our wrapper.
why: It hides the address.
trap: It caches for a day.
match:
  - {role: [string], value: acme-llm}
kind: url
fix: {safety: review, how: Use the new name., why: The wrapper has two versions.}
examples:
  - {file: a.py, code: 'x = "other"', finds: []}
"""


def test_a_rule_that_is_not_there_is_said_with_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "chatt"]) == 2
    assert "there is no rule `chatt`; did you mean `chat`?" in capsys.readouterr().err


def test_a_bad_file_of_a_team_is_refused_with_every_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "house-name.yml").write_text(
        RULE.replace("kind: url", "kind: urll").replace("fix: {", "fix: {hwo: x, ")
    )
    assert main(["rules", "list", "--rules", str(tmp_path)]) == 2
    err = capsys.readouterr().err.splitlines()
    assert [line.split("house-name.yml")[1][:4] for line in err] == [":7: ", ":8: "]


def test_every_rule_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list"]) == 0
    out = capsys.readouterr().out
    assert all(f"{rule.rule} " in out for rule in load().references)


def test_a_rule_is_shown_with_everything_that_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "house-name.yml").write_text(RULE)
    assert main(["rules", "show", "house-name", "--rules", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    for part in ("The name of our wrapper.", "It hides the address.", "Use the new name.", "Safety: review"):
        assert part in out
    for part in ("The wrapper has two versions.", "It caches for a day.", 'x = "other"', "house-name.yml"):
        assert part in out


def test_an_operation_is_shown_with_both_requests(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "chat"]) == 0
    out = capsys.readouterr().out
    assert "POST /api/chat\n" in out
    assert "POST /v1/chat/completions" in out
