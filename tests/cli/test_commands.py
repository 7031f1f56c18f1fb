"""The commands end to end, in a small project: what they print, what they write, and their exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from migrator.__main__ import main

APP = """\
import requests


def answer(prompt):
    reply = requests.post(
        "http://ollama:11434/api/generate",
        json={"model": "llama3.2", "prompt": prompt, "stream": False},
        timeout=60,
    )
    return reply.json()["response"]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    (tmp_path / "clean.py").write_text("x = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_without_a_reference_is_clean(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("audit", "gate"):
        assert main([command, "clean.py"]) == 0
        short = capsys.readouterr().out
        assert main([command, "clean.py", "--no-color"]) == 0
        assert capsys.readouterr().out.startswith(short.rstrip("\n")), "the short way says what the long way says"


def test_the_quick_way_has_the_same_exit_code_in_any_directory(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "below").mkdir()
    monkeypatch.chdir(project / "below")
    assert main(["audit", "../clean.py"]) == 0
    assert main(["audit", "../app.py"]) == 1
    assert main(["audit"]) == 0, "the default is the current directory"


def test_findings_are_exit_code_1_unless_asked_otherwise(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit"]) == 1
    assert "app.py" in capsys.readouterr().out
    assert main(["audit", "--exit-zero"]) == 0
    assert main(["audit", "--quiet"]) == 1
    assert main(["audit", "--kind", "doc", "--quiet"]) == 0, "what is filtered out does not count"


def test_several_reports_are_written_in_one_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--output", "a.sarif", "-o", "out/a.json", "-o", "markdown:notes", "--format", "jsonl"]) == 1
    assert json.loads((project / "a.sarif").read_text())["version"] == "2.1.0"
    assert json.loads((project / "out/a.json").read_text())["findings"]
    assert (project / "notes").read_text()
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_wrong_output_is_refused_before_anything_is_done(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--output", "a.html"]) == 2
    assert "--output a.html" in capsys.readouterr().err


def test_settings_that_cannot_be_used_are_exit_code_2(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "migrator.toml").write_text("documents = 'maybe'\nexclud = []\n")
    assert main(["audit", "app.py"]) == 2
    assert capsys.readouterr().err.count("migrator.toml:") == 2


def test_an_excluded_file_is_not_found(project: Path) -> None:
    (project / "migrator.toml").write_text("exclude = ['app.py']\n")
    assert main(["audit"]) == 0


def test_the_gate_fails_until_the_debt_is_in_the_baseline(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate"]) == 1
    assert main(["baseline"]) == 0
    assert main(["gate", "--locked"]) == 0
    (project / "new.py").write_text("import ollama\n")
    capsys.readouterr()
    assert main(["gate"]) == 1
    assert "new.py" in capsys.readouterr().out
    assert main(["gate", "app.py"]) == 0


def test_the_baseline_only_shrinks_by_itself(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["baseline"])
    before = (project / "migrator-baseline.txt").read_text()
    (project / "new.py").write_text("import ollama\n")
    capsys.readouterr()
    assert main(["baseline"]) == 0
    assert "new ones are not in it" in capsys.readouterr().out
    assert (project / "migrator-baseline.txt").read_text() == before
    assert main(["baseline", "--accept"]) == 0
    assert main(["gate"]) == 0
    (project / "app.py").write_text("x = 1\n")
    (project / "new.py").write_text("x = 1\n")
    assert main(["gate"]) == 0
    assert main(["gate", "--locked"]) == 1
    assert main(["baseline"]) == 0
    assert main(["gate", "--locked"]) == 0


def test_an_unused_suppression_fails_the_gate_in_a_file_without_findings(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "app.py").write_text('x = 1  # migrator: ignore[server-url] reason="gone"\n')
    assert main(["gate", "app.py"]) == 1
    assert "unused" in capsys.readouterr().out
    assert main(["gate", "app.py", "--format", "sarif"]) == 1
    report = capsys.readouterr()
    assert json.loads(report.out)["runs"][0]["results"] == []
    assert "unused" in report.err, "a format for findings is not silent about the reason"


def test_the_new_server_listens_where_the_settings_say(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "local.py").write_text(APP.replace("//ollama:", "//localhost:"), encoding="utf-8")
    (project / "web.py").write_text("import uvicorn\n\nuvicorn.run(app, port=8000)\n", encoding="utf-8")
    assert main(["rewrite", "--dry-run"]) == 3
    shown = capsys.readouterr().out
    assert "http://localhost:8000/v1/chat/completions" in shown
    assert "web.py:3: review: holds if the new server gets port 8000" in shown
    (project / "migrator.toml").write_text("port = 8001\n", encoding="utf-8")
    assert main(["rewrite", "--dry-run"]) == 3
    shown = capsys.readouterr().out
    assert "http://localhost:8001/v1/chat/completions" in shown
    assert "http://vllm:8001/v1/chat/completions" in shown
    assert "web.py" not in shown


def test_code_finds_the_server_inside_the_stack_and_on_the_machine(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "local.py").write_text(APP.replace("//ollama:", "//localhost:"), encoding="utf-8")
    (project / "client.py").write_text("import ollama\n\nollama.generate('m', 'x')\n", encoding="utf-8")
    (project / "compose.yaml").write_text(
        "services:\n"
        '  ollama:\n    image: ollama/ollama\n    ports: ["11434:11434"]\n'
        '  web:\n    build: .\n    ports: ["8000:80"]\n',
        encoding="utf-8",
    )
    assert main(["rewrite", "--dry-run", "--path", "*.py"]) == 3
    shown = capsys.readouterr().out
    assert '"http://localhost:8001/v1/chat/completions"' in shown, "on the machine at a port that is free"
    assert '"http://vllm:8001/v1/chat/completions"' in shown, "in the stack at the one it is started with"
    assert 'os.getenv("LLM_BASE_URL", "http://localhost:8001")' in shown


def test_a_dry_run_writes_nothing_and_says_3(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rewrite", "--dry-run"]) == 3
    assert (project / "app.py").read_text() == APP
    assert not (project / ".migrator").exists()
    assert "+++ b/app.py" in capsys.readouterr().out
    assert main(["rewrite", "--dry-run", "clean.py"]) == 0
    assert main(["rewrite", "--dry-run", "--path", "web/"]) == 0
    assert main(["rewrite", "--dry-run", "--rule", "tags"]) == 0


def test_a_rule_that_is_not_there_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rewrite", "--rule", "generat"]) == 2
    assert "did you mean `generate`" in capsys.readouterr().err
    assert (project / "app.py").read_text() == APP


def test_what_is_rewritten_can_be_undone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rewrite", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"][0]["path"] == "app.py"
    assert "/v1/chat/completions" in (project / "app.py").read_text()
    assert main(["rewrite", "--dry-run"]) == 0, "a second run changes nothing"
    assert main(["undo"]) == 0
    assert (project / "app.py").read_text() == APP
    assert main(["undo"]) == 0
    assert "nothing to undo" in capsys.readouterr().out


def test_an_edited_file_is_only_undone_by_force(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["rewrite"])
    with (project / "app.py").open("a") as stream:
        stream.write("# mine\n")
    assert main(["undo"]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["undo", "--force"]) == 0
    assert (project / "app.py").read_text() == APP


def test_the_program_runs_as_a_module(project: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "migrator", "audit"], cwd=project, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"app.py" in done.stdout
    assert done.stderr == b""


def test_the_environment_is_shown_as_a_graph(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / ".env").write_text("OLLAMA_BASE_URL=http://ollama:11434\n", encoding="utf-8")
    (project / "settings.py").write_text('import os\nurl = os.getenv("OLLAMA_URL")\n', encoding="utf-8")
    assert main(["env"]) == 0
    shown = capsys.readouterr().out
    assert "  set   .env:1  http://ollama:11434\n" in shown
    assert "OLLAMA_BASE_URL is set and not read, OLLAMA_URL is read: both name the address\n" in shown
    assert main(["env", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["unset"], found["unread"]) == (["OLLAMA_URL"], ["OLLAMA_BASE_URL"])
