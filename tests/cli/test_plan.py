from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from migrator.__main__ import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app.py").write_text("import ollama\nollama.chat(model='qwen2.5:7b')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_plan_says_why_each_flag_is_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--gpu", "24GB"]) == 0
    said = capsys.readouterr().out
    assert "vllm: qwen2.5:7b (chat) at port 8000" in said
    assert "the name that app.py:2 uses" in said


def test_the_plan_is_written_and_nothing_is_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--write", "deploy/compose.yml", "--quiet"]) == 0
    made = project / "deploy/compose.yml"
    assert list(yaml.safe_load(made.read_text())["services"]) == ["vllm"]
    assert main(["plan", "--write", "deploy/compose.yml"]) == 2
    assert "there is such a file already" in capsys.readouterr().err
    assert main(["plan", "--write", "deploy/compose.yml", "--kubernetes", "--force", "--quiet"]) == 0
    assert "kind: Deployment" in made.read_text()


def test_the_plan_is_given_to_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--format", "json"]) == 0
    (server,) = json.loads(capsys.readouterr().out)["servers"]
    assert server["command"][0] == "Qwen/Qwen2.5-7B-Instruct"


def test_a_model_that_cannot_be_served_fails_the_plan(project: Path) -> None:
    (project / "app.py").write_text("import ollama\nollama.chat(model='house:7b')\n", encoding="utf-8")
    assert main(["plan", "--quiet"]) == 1
    assert main(["plan", "--write", "x.yml"]) == 2


def test_a_code_base_without_models_needs_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "app.py").write_text("print(1)\n", encoding="utf-8")
    assert main(["plan"]) == 0
    assert "nothing to serve" in capsys.readouterr().out
