from __future__ import annotations

import subprocess
import sys

import pytest

from migrator.__main__ import main
from migrator.errors import UserError


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def run(arguments: list[str]) -> int:
        raise error

    monkeypatch.setattr("migrator.__main__.run", run)
    return main([])


def test_what_a_person_can_mend_is_said_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(monkeypatch, UserError(["a.toml:3: wrong", "b.toml: wrong"])) == 2
    assert capsys.readouterr().err == "migrator: a.toml:3: wrong\nmigrator: b.toml: wrong\n"


def test_an_internal_error_is_short_and_says_how_to_report_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(monkeypatch, KeyError("lost\x1b[31m\nmore")) == 2
    err = capsys.readouterr().err
    assert "internal error, KeyError" in err
    assert "MIGRATOR_DEBUG=1" in err
    assert "Traceback" not in err
    assert "\x1b" not in err


def test_the_traceback_can_be_had(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MIGRATOR_DEBUG", "1")
    assert failing(monkeypatch, KeyError("lost")) == 2
    assert "Traceback" in capsys.readouterr().err


def test_control_c_is_said_and_has_its_own_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(monkeypatch, KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "migrator: interrupted\n"


def test_a_file_that_cannot_be_opened_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(monkeypatch, PermissionError(13, "Permission denied", "a\x1b.py")) == 2
    assert capsys.readouterr().err == "migrator: a\\x1b.py: Permission denied\n"


def test_a_reader_that_goes_away_is_not_reported() -> None:
    script = "from migrator.__main__ import main; import sys; sys.exit(main(['rules', 'schema']))"
    program = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdout
    assert program.stderr
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait() == 2


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("migrator 0.")
