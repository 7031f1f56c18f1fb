from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from migrator.__main__ import main
from migrator.settings import load


@pytest.fixture(autouse=True)
def _in_an_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_nothing_that_is_there_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "migrator.toml").write_text("# mine\n")
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/migrator.yml").write_text("on: push\n")
    before = written(tmp_path)
    assert main(["init"]) == 0
    assert written(tmp_path) == before
    assert capsys.readouterr().out.count("left as it is") == 3


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    main(["init"])
    before = written(tmp_path)
    assert main(["init"]) == 0
    assert written(tmp_path) == before


def test_it_writes_settings_a_hook_and_a_workflow_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init"]) == 0
    files = [".github/workflows/migrator.yml", ".pre-commit-config.yaml", "migrator.toml"]
    assert sorted(written(tmp_path)) == files
    out = capsys.readouterr().out
    assert all(file in out for file in files)


def test_the_settings_are_the_defaults_until_a_line_is_uncommented(tmp_path: Path) -> None:
    main(["init"])
    text = (tmp_path / "migrator.toml").read_text()
    assert tomllib.loads(text) == {}
    active = [line[2:] for line in text.splitlines() if " = " in line or "[[" in line]
    (tmp_path / "tools/migrator-rules").mkdir(parents=True)
    (tmp_path / "migrator.toml").write_text("\n".join(active))
    settings = load(str(tmp_path))
    assert settings.documents
    assert settings.include == ("backend", "frontend")
    assert settings.keep[0].services == ("vision",)


def test_pyproject_gets_a_block_at_its_end_and_keeps_its_newlines(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"[project]\r\nname = 'x'")
    main(["init", "--pyproject"])
    data = (tmp_path / "pyproject.toml").read_bytes()
    assert data.startswith(b"[project]\r\nname = 'x'\r\n\r\n[tool.migrator]\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert load(str(tmp_path)).source.endswith("pyproject.toml")
    assert not (tmp_path / "migrator.toml").exists()
    main(["init", "--pyproject"])
    assert (tmp_path / "pyproject.toml").read_bytes() == data


def test_a_gitlab_pipeline_gets_a_file_to_include(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("stages: [test]\n")
    main(["init"])
    assert (tmp_path / ".gitlab/migrator.yml").exists()
    assert not (tmp_path / ".github").exists()
    assert "include: .gitlab/migrator.yml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        ({}, "migrator=="),
        ({"url": "file:///home/me/migrator", "dir_info": {}}, "migrator=="),
        ({"url": "https://x.org/m.zip", "archive_info": {}}, "migrator @ https://x.org/m.zip"),
        (
            {"url": "https://x.org/m", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "migrator @ git+https://x.org/m@abc",
        ),
    ],
)
def test_the_job_installs_migrator_from_where_this_one_came(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, origin: dict[str, object], requirement: str
) -> None:
    class Distribution:
        def read_text(self, name: str) -> str:
            return json.dumps(origin)

    monkeypatch.setattr("importlib.metadata.distribution", lambda name: Distribution())  # noqa: ARG005
    main(["init"])
    assert f'pip install "{requirement}' in (tmp_path / ".github/workflows/migrator.yml").read_text()


@pytest.mark.parametrize(
    ("file", "schema"),
    [(".github/workflows/migrator.yml", "vendor.github-workflows"), (".gitlab/migrator.yml", "vendor.gitlab-ci")],
)
def test_the_jobs_are_valid(tmp_path: Path, file: str, schema: str) -> None:
    if "gitlab" in file:
        (tmp_path / ".gitlab-ci.yml").touch()
    main(["init"])
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hooks_are_valid() -> None:
    main(["init"])
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
