"""What runs in the CI of others is valid by the schemas of those who run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from migrator.cli.parse import parse

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("file", "schema"), [("action.yml", "vendor.github-actions"), ("docs/gitlab.yml", "vendor.gitlab-ci")]
)
def test_it_is_valid(file: str, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", ["action.yml", "docs/gitlab.yml", ".pre-commit-hooks.yaml"])
def test_the_command_lines_in_it_are_understood(file: str) -> None:
    lines = [line.strip().removeprefix("- ").removeprefix("entry: ") for line in (ROOT / file).read_text().splitlines()]
    commands = [line.split() for line in lines if line.startswith("migrator ")]
    assert commands
    for command in commands:
        shell = {'"${arguments[@]}"': "--locked", '"${paths[@]}"': "src", '"sarif:$SARIF"': "sarif:x"}
        assert parse([shell.get(word, word) for word in command[1:]]) is not None


def test_inputs_reach_the_shell_through_the_environment_only() -> None:
    """An input that is pasted into a script can run anything."""
    for step in yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
