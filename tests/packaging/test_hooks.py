"""The hooks as a team runs them: the real pre-commit, with this checkout as the repository of the hooks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: migrator-audit
      - id: migrator-rewrite
"""
IDENTITY = {f"GIT_{who}_{what}": f"{what}@x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
CALL = """\
import requests


def answer(prompt):
    reply = requests.post(
        "http://ollama:11434/api/generate",
        json={"model": "llama3.2", "prompt": prompt, "stream": False},
        timeout=60,
    )
    return reply.json()["response"]
"""


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.hooksPath=", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **IDENTITY}, capture_output=True, text=True, check=True
    )
    return done.stdout


def commit_all(folder: Path) -> str:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit-home")


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository with what a clone of this checkout needs for its hooks, and its revision."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in ("src", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "hatch_build.py", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder / name)
    return folder, commit_all(folder)


@pytest.fixture
def project(tmp_path: Path, hooks: tuple[Path, str]) -> Path:
    repository, revision = hooks
    text = CONFIG.format(repository=repository.as_posix(), revision=revision)
    (tmp_path / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    commit_all(tmp_path)
    return tmp_path


def pre_commit(project: Path, home: Path, **files: str) -> tuple[int, str]:
    """Stage ``files`` and run the hooks as a commit would. The environment of the hook takes this one's packages."""
    for name, text in files.items():
        (project / f"{name}.py").write_text(text, encoding="utf-8")
    git(project, "add", "--all")
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(home),
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as the value of --build-isolation
        "PIP_NO_DEPS": "1",
        "PYTHONPATH": sysconfig.get_path("purelib"),
    }
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_commit_without_references_passes(project: Path, home: Path) -> None:
    code, output = pre_commit(project, home, app="x = 1\n")
    assert code == 0, output
    assert output.count("Passed") == 2, output


def test_a_new_reference_stops_the_commit_and_a_safe_one_is_rewritten(project: Path, home: Path) -> None:
    code, output = pre_commit(project, home, app=CALL)
    assert code == 1, output
    assert "no new reference" in output
    assert "app.py" in output
    assert "files were modified by this hook" in output
    rewritten = (project / "app.py").read_text(encoding="utf-8")
    assert "/v1/chat/completions" in rewritten
    assert "11434" not in rewritten


def test_what_is_in_the_baseline_does_not_stop_a_commit(project: Path, home: Path) -> None:
    text = "# Asks the ollama server.\n"
    (project / "app.py").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "migrator", "baseline", "--accept"], cwd=project, check=True)
    code, output = pre_commit(project, home, app=text + "x = 1\n")
    assert code == 0, output


def test_the_manifest_is_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
