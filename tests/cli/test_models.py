from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrator.__main__ import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app.py").write_text("import ollama\nollama.chat(model='llama3.1:8b')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_models_are_listed_with_what_they_take(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--gpu", "16GB"]) == 0
    said = capsys.readouterr().out
    assert "meta-llama/Llama-3.1-8B-Instruct, gated" in said
    assert "on 16GB: RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16" in said
    assert "code: app.py:2" in said


def test_models_are_listed_for_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--gpus", "2x24GB", "--format", "json"]) == 0
    (model,) = json.loads(capsys.readouterr().out)["models"]
    assert (model["repository"], model["fits"][0]["verdict"]) == ("meta-llama/Llama-3.1-8B-Instruct", "fits")
    assert model["uses"][0]["path"] == "app.py"


@pytest.mark.parametrize("name", ["gpt-oss:20b-cloud", "llama3.2-vision", "acme/house:7b", "llama3.2:99b"])
def test_a_model_that_cannot_be_served_is_a_finding(name: str, project: Path) -> None:
    (project / "app.py").write_text(f"import ollama\nollama.chat(model='{name}')\n", encoding="utf-8")
    assert main(["models", "--quiet"]) == 1


def test_what_only_tests_and_documents_name_is_none(project: Path) -> None:
    (project / "README.md").write_text("Or try `llama3.2-vision:11b`.\n", encoding="utf-8")
    assert main(["models", "--quiet"]) == 0


def test_a_card_that_is_none_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--gpu", "big"]) == 2
    assert "--gpu big: not the memory of a card" in capsys.readouterr().err
