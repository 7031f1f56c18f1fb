"""The light parser and typer understand the same command lines the same way."""

from __future__ import annotations

from importlib import import_module
from inspect import signature
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrator.cli.app import understand
from migrator.cli.parse import parse
from migrator.cli.spec import COMMANDS, FORMATS, GROUPINGS, KINDS, PRIORITIES, Command
from migrator.model import PRIORITIES as MODEL_PRIORITIES
from migrator.model import Kind
from migrator.report import FORMATS as REPORT_FORMATS
from migrator.report.view import GROUPINGS as VIEW_GROUPINGS

WORDS = [
    *{word for command in COMMANDS for word in command.name.split()},
    *{option.name for command in COMMANDS for option in command.options},
    *{option.short for command in COMMANDS for option in command.options if option.short},
    *("--no-color", "--no-jobs", "--", "-", "", "--format=json", "--format=", "--jobs=2", "--jobs=two", "--quiet=1"),
    *("text", "json", "high", "call", "2", "-2", "src", "a b", "-x", "--help-me", "-qf", "-fjson", "--form"),
]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "--help",
        "frobnicate",
        "audit --help",
        "audit --formt json",
        "audit --format yaml",
        "audit --format",
        "audit --format -q",
        "audit --jobs many",
        "audit --jobs -1",
        "audit --quiet=yes",
        "audit --output",
        "undo everything",
        "rules",
        "rules show",
        "rules show one two",
        "rules frobnicate",
    ],
)
def test_what_is_wrong_or_asks_for_help_is_left_to_typer(line: str) -> None:
    assert parse(line.split()) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("audit", {"paths": (), "format": "text", "color": None, "jobs": 0, "exit_zero": False}),
        ("audit a b", {"paths": ("a", "b")}),
        ("audit -- -a --format", {"paths": ("-a", "--format")}),
        ("audit a --format json b -f sarif", {"paths": ("a", "b"), "format": "sarif"}),
        ("audit --format=json --jobs=3 --no-color", {"format": "json", "jobs": 3, "color": False}),
        ("audit -o a.json --output sarif:b", {"output": ("a.json", "sarif:b")}),
        ("audit --priority high --priority low", {"priority": ("high", "low")}),
        ("rules show http-chat", {"rule": "http-chat"}),
    ],
)
def test_a_plain_command_line_is_understood_as_typer_does(line: str, expected: dict[str, object]) -> None:
    parsed = parse(line.split())
    assert parsed is not None
    assert expected.items() <= parsed[1].items()
    assert understand(line.split()) == parsed


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=4), st.sampled_from(COMMANDS))
def test_whatever_the_light_parser_understands_typer_understands_alike(words: list[str], command: Command) -> None:
    line = [*command.name.split(), *words]
    parsed = parse(line)
    if parsed is not None:
        assert understand(line) == parsed


@pytest.mark.parametrize(
    ("line", "code"), [("--help", 0), ("audit --help", 0), ("audit --formt json", 2), ("frobnicate", 2), ("rules", 2)]
)
def test_help_and_errors_have_their_exit_code(line: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert understand(line.split()) == code
    assert any(capsys.readouterr())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_a_command_takes_its_options_and_no_others(command: Command) -> None:
    module, _, action = command.name.partition(" ")
    function = getattr(import_module(f"migrator.cli.{module}"), f"run_{action}" if action else "run")
    assert set(signature(function).parameters) == set(command.defaults())


def test_the_choices_are_those_of_the_vocabulary() -> None:
    assert get_args(Kind) == KINDS
    assert MODEL_PRIORITIES == PRIORITIES
    assert tuple(REPORT_FORMATS) == FORMATS
    assert VIEW_GROUPINGS == GROUPINGS
