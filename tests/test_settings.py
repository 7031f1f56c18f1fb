"""Settings: where they are found, what they mean, and that every mistake is told at once with its line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.record import fields
from migrator.settings import Keep, Settings, SettingsError, load
from migrator.settings.check import KEEP_KEYS, KEYS, check
from migrator.settings.lines import Key

FULL = """\
[project]
name = "chat"

[tool.migrator]
include = ["src", "deploy"]
exclude = ["**/legacy/**"]
rules = ["migration-rules"]
ignore = ["prose"]
max-file-size = "5MB"
port = 8001
name = "model_server"
documents = true
baseline = "ci/debt.txt"

[tool.migrator.priorities]
http-call = "low"

[[tool.migrator.keep]]
paths = ["vision/"]
services = ["ollama-vision"]
models = ["llava:*"]
variables = ["VISION_*"]
reason = "vision moves in spring"
until = 2027-03-31
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "migration-rules").mkdir()
    return tmp_path


def problems(project: Path, text: str, name: str = "pyproject.toml", rules: Collection[str] | None = None) -> list[str]:
    (project / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load(str(project), rule_ids=None if rules is None else lambda _: rules)
    return list(error.value.problems)


def test_without_a_file_the_defaults_hold_below_the_repository(project: Path) -> None:
    below = project / "src" / "app"
    below.mkdir(parents=True)
    assert load(str(below)) == Settings(root=str(project))


def test_outside_a_repository_the_directory_itself_is_the_root(tmp_path: Path) -> None:
    assert load(str(tmp_path)).source == ""


def test_a_file_above_the_repository_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "migrator.toml").write_text("documents = true")
    inner = tmp_path / "inner"
    (inner / ".git").mkdir(parents=True)
    assert load(str(inner)) == Settings(root=str(inner))


def test_a_work_tree_whose_git_is_a_file_ends_the_search(tmp_path: Path) -> None:
    (tmp_path / "migrator.toml").write_text("documents = true")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / ".git").write_text("gitdir: elsewhere")
    assert not load(str(tmp_path / "tree")).documents


def test_a_project_file_without_the_table_is_passed_over(project: Path) -> None:
    (project / "migrator.toml").write_text("documents = true")
    inner = project / "packages" / "a"
    inner.mkdir(parents=True)
    (inner / "pyproject.toml").write_text('[project]\nname = "migrator"\n')
    settings = load(str(inner))
    assert settings.documents
    assert settings.root == str(project)


def test_the_nearest_file_counts_and_its_directory_is_the_root(project: Path) -> None:
    (project / "migrator.toml").write_text("documents = true")
    inner = project / "packages" / "a"
    inner.mkdir(parents=True)
    (inner / "pyproject.toml").write_text('[tool.migrator]\nexclude = ["x"]\n')
    settings = load(str(inner))
    assert (settings.exclude, settings.documents, settings.root) == (("x",), False, str(inner))


def test_every_key_is_read(project: Path) -> None:
    (project / "pyproject.toml").write_text(FULL)
    keep = Keep(
        paths=("vision/",),
        services=("ollama-vision",),
        models=("llava:*",),
        variables=("VISION_*",),
        reason="vision moves in spring",
        until="2027-03-31",
    )
    assert load(str(project), rule_ids=lambda _: {"prose", "http-call"}) == Settings(
        root=str(project),
        source=str(project / "pyproject.toml"),
        include=("src", "deploy"),
        exclude=("**/legacy/**",),
        rules=(str(project / "migration-rules"),),
        ignore=("prose",),
        priorities={"http-call": "low"},
        max_file_bytes=5_000_000,
        port=8001,
        name="model_server",
        documents=True,
        baseline="ci/debt.txt",
        keep=(keep,),
    )


def test_the_documented_example_is_valid(project: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (project / "pyproject.toml").write_text(example, encoding="utf-8")
    settings = load(str(project))
    unset = [name for name in fields(Settings) if getattr(settings, name) == getattr(Settings(root=""), name)]
    assert unset == [], "the example shows every key with another value than its default"


def test_a_file_of_its_own_has_the_keys_at_the_top(project: Path) -> None:
    (project / "migrator.toml").write_text('documents = true\n[[keep]]\npaths = ["a"]\nreason = "b"\n')
    assert load(str(project)).keep == (Keep(paths=("a",), reason="b"),)


def test_a_named_file_counts_whatever_lies_nearer(project: Path) -> None:
    (project / "ci").mkdir()
    (project / "ci" / "strict.toml").write_text("documents = true")
    (project / "src").mkdir()
    (project / "src" / "migrator.toml").write_text("documents = false")
    settings = load(str(project / "src"), config="../ci/strict.toml")
    assert (settings.documents, settings.root) == (True, str(project))


@pytest.mark.parametrize(
    ("size", "expected"),
    [("10MB", 10_000_000), ("512 KiB", 524_288), ("1.5mb", 1_500_000), ("300", 300), ("2GB", 2_000_000_000)],
)
def test_sizes(project: Path, size: str, expected: int) -> None:
    (project / "migrator.toml").write_text(f'max-file-size = "{size}"')
    assert load(str(project)).max_file_bytes == expected


SCALARS = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates(), st.datetimes(), st.times()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*KEEP_KEYS, "x"]), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*KEYS, "other"]), VALUES, max_size=5))
def test_any_value_is_taken_or_reported(table: dict[str, object]) -> None:
    reported: list[Key] = []
    settings = check(table, Settings(root="/"), lambda key, _: reported.append(key), rule_ids=lambda _: ())
    wrong = {key[0] for key in reported}
    assert "other" not in table or "other" in wrong
    assert settings.max_file_bytes > 0
    for key in ("documents", "baseline"):
        assert key not in table or key in wrong or getattr(settings, key) == table[key]


@pytest.mark.parametrize("size", ['"ten"', '""', "0", "-5", "true", '"-1MB"', '"nanMB"', '"infGB"', '"MB"', "[]"])
def test_sizes_that_are_none(project: Path, size: str) -> None:
    [problem] = problems(project, f"max-file-size = {size}", "migrator.toml")
    assert problem.startswith("migrator.toml:1: `max-file-size` must be a size")


@pytest.mark.parametrize("port", ['"8001"', "0", "-1", "65536", "true", "1.5", "[]"])
def test_ports_that_are_none(project: Path, port: str) -> None:
    [problem] = problems(project, f"port = {port}", "migrator.toml")
    assert problem.startswith("migrator.toml:1: `port` must be a number from 1 to 65535")


def test_all_mistakes_are_told_at_once_each_with_its_line(project: Path) -> None:
    text = """\
[tool.other]
include = 3

[tool.migrator]  # ours
exlude = ["a"]
include = "src"
exclude = [
  "good",  # "not an item"
  "..\\\\up",
  "../up",
]
rules = ["no-such-directory"]
documents = "yes"
baseline = "/tmp/baseline.txt"

[tool.migrator.priorities]
http-call = "urgent"

[[tool.migrator.keep]]
paths = ["vision"]
reason = "later"

[[tool.migrator.keep]]
path = ["vision"]
until = "soon"
"""
    found = problems(project, text)
    assert [int(problem.split(":")[1]) for problem in found] == [5, 6, 9, 10, 12, 13, 14, 17, 23, 23, 24, 25]
    for expected in (
        "pyproject.toml:5: unknown key `exlude`; did you mean `exclude`?",
        "pyproject.toml:6: `include` must be a list of strings, not a string",
        "pyproject.toml:13: `documents` must be true or false, not `yes`",
        "pyproject.toml:17: the priority of `http-call` must be one of critical, high, medium, low, not `urgent`",
        '`keep` needs a reason: reason = "why it stays for now"',
        "pyproject.toml:24: unknown key `path`; did you mean `paths`?",
        "pyproject.toml:25: `until` must be a date such as 2027-01-31, not `soon`",
    ):
        assert any(problem.endswith(expected) for problem in found), expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("include = [3]", "this one is a number", id="item of another type"),
        pytest.param('include = [""]', "this one is an empty string", id="empty item"),
        pytest.param('exclude = ["#x"]', "is a comment", id="pattern that is a comment"),
        pytest.param('exclude = ["!"]', "matches nothing", id="pattern of nothing"),
        pytest.param("priorities = 1", "must be a table", id="priorities"),
        pytest.param("[keep]\npaths = ['a']", "two brackets", id="one keep"),
        pytest.param("keep = [1]", "must be a list of tables", id="keep of another type"),
        pytest.param("[[keep]]\nreason = 'x'", "keeps nothing", id="keep of nothing"),
        pytest.param("[[keep]]\npaths=['a']\nreason=' '", "needs a reason", id="blank reason"),
        pytest.param("[[keep]]\npaths=['a']\nreason='x'\nuntil=2026-01-01T00:00:00", "must be a date", id="a time"),
        pytest.param("max_file_size = 3", "did you mean `max-file-size`?", id="snake case"),
        pytest.param("[tool.migrator]", "without [tool.migrator]", id="table in a file of its own"),
        pytest.param('baseline = "../x"', "below the directory", id="baseline outside"),
    ],
)
def test_a_mistake_is_explained(project: Path, text: str, expected: str) -> None:
    [problem] = problems(project, text, "migrator.toml")
    assert expected in problem


def test_unknown_rules_are_told_with_the_nearest_one(project: Path) -> None:
    text = 'ignore = [\n  "prose",\n  "http-cal",\n]\n[priorities]\nnowhere = "low"\n'
    assert problems(project, text, "migrator.toml", rules={"prose", "http-call"}) == [
        "migrator.toml:3: there is no rule `http-cal`; did you mean `http-call`?",
        "migrator.toml:6: there is no rule `nowhere`; `migrator rules` lists them",
    ]


def test_rules_are_not_loaded_when_none_is_named(project: Path) -> None:
    (project / "migrator.toml").write_text("documents = true")

    def loaded(_: tuple[str, ...]) -> Collection[str]:
        raise AssertionError("the rules were loaded")

    assert load(str(project), rule_ids=loaded).documents


@pytest.mark.parametrize("text", ["[tool.migrator]\ninclude = [\n", "[tool.migrator]\ninclude = ]\nrules = []\n"])
def test_text_that_is_not_toml(project: Path, text: str) -> None:
    [problem] = problems(project, text, "pyproject.toml")
    assert problem.startswith("pyproject.toml:2: is not TOML: ")


def test_another_tool_s_broken_file_is_not_our_business(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.other\n")
    assert load(str(project)).source == ""


def test_two_files_in_one_directory(project: Path) -> None:
    (project / "migrator.toml").write_text("documents = true")
    assert "keep one" in problems(project, "[tool.migrator]\ndocuments = false\n")[0]


def test_a_named_file_that_is_missing(project: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read"):
        load(str(project), config="none.toml")


def test_a_named_project_file_without_the_table(project: Path) -> None:
    (project / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(SettingsError, match=r"pyproject\.toml: has no \[tool\.migrator\]"):
        load(str(project), config="pyproject.toml")


def test_bytes_that_are_no_text(project: Path) -> None:
    (project / "migrator.toml").write_bytes(b"documents = \xff")
    with pytest.raises(SettingsError, match=r"migrator\.toml: is not UTF-8"):
        load(str(project))


def test_a_byte_order_mark_is_no_mistake(project: Path) -> None:
    (project / "migrator.toml").write_bytes(b"\xef\xbb\xbfdocuments = true")
    assert load(str(project)).documents


@pytest.mark.parametrize(
    "text", ['[tool . "migrator"]\n', "[tool]\nmigrator.", "tool = {migrator = {", "tool.migrator."]
)
def test_any_way_to_write_the_table_is_found(project: Path, text: str) -> None:
    closing = "}}" if "{" in text else ""
    (project / "pyproject.toml").write_text(f"{text}documents = true{closing}\n")
    assert load(str(project)).documents


def test_a_project_without_settings_imports_no_toml_parser(project: Path) -> None:
    (project / "pyproject.toml").write_text('[project]\nname = "chat"\n[dependency-groups]\ndev = ["migrator"]\n')
    script = "import sys, migrator.settings as s; s.load('.'); print('tomllib' in sys.modules)"
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    done = subprocess.run([sys.executable, "-c", script], cwd=project, env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
