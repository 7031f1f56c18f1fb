from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.rules.load import load
from migrator.rules.read import RuleError, read
from migrator.rules.schema import ReferenceRule
from migrator.rules.written import KINDS

GOOD = """\
rule: house-url
what: The address of the model server.
why: It answers on another port.
match:
  - {role: [string], value: acme-llm}
kind: url
fix: {safety: review, how: Change the address., why: The port is a guess.}
examples:
  - {file: a.py, code: 'x = 1', finds: []}
"""


def problems(text: str, path: str = "house-url.yml") -> list[str]:
    with pytest.raises(RuleError) as caught:
        read(path, text, KINDS)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "1: empty: the first key says", id="empty file"),
        pytest.param("# only a comment\n", "1: empty: the first key says", id="only a comment"),
        pytest.param("- rule: x\n", "1: a list at the top", id="a list at the top"),
        pytest.param("just text\n", "1: text at the top", id="text at the top"),
        pytest.param("what: x\nrule: y\n", "1: starts with `what:`; a rule file starts with", id="order"),
        pytest.param("recipe: x\n", "1: starts with `recipe:`", id="unknown kind of file"),
        pytest.param("rule: x\n\twhat: y\n", "2: a tab: YAML is indented with spaces", id="tab"),
        pytest.param("rule: x\nmatch:\n\t- y\n", "3: a tab: YAML is indented with spaces", id="tab before a dash"),
        pytest.param("rule: x\nwhat: [\n", "did not find expected", id="not YAML"),
        pytest.param("rule: &x y\n", "1: anchors and aliases", id="anchor"),
        pytest.param("rule: x\nwhat: \x00\n", "1: ", id="control character"),
        pytest.param("rule: " + "[" * 10_000 + "\n", "1: nested too deeply", id="nested ten thousand times"),
    ],
)
def test_what_is_no_rule_file_is_refused_with_its_line(text: str, message: str) -> None:
    [problem] = problems(text)
    assert problem.startswith("house-url.yml:")
    assert message in problem


def test_an_alias_bomb_is_refused_before_it_goes_off() -> None:
    levels = [f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert "anchors and aliases" in problems("b0: &b0 x\n" + "\n".join(levels))[0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: url", "kind: urll", "6: `kind`: `urll` is not one of import, client"),
        ("kind: url", "kind: urll", "did you mean `url`?"),
        ("kind: url", "knid: url", "6: unknown key `knid`; did you mean `kind`?"),
        ("role: [string]", "role: [strng]", "5: `match[0].role[0]`: `strng` is not one of"),
        ("role: [string]", "role: string", "5: `match[0].role`: expected a list, found text"),
        ("value: acme-llm", "value: 4000", "5: `match[0].value`: expected text, found a number (put it in quotes)"),
        ("value: acme-llm", "on: x", "5: a key in `match[0]` is true or false: put `on` in quotes"),
        ("value: acme-llm", "value: null", "5: `match[0].value`: expected text, found nothing"),
        ("kind: url", "kind: url\nkind: url", "7: the key `kind` is there twice, first in line 6"),
        ("safety: review, ", "", "7: `fix.safety` is missing"),
        ("fix: {", "fix: [{", "did not find expected"),
        ("what: The address of the model server.\n", "", "1: `what` is missing"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert any(message in problem for problem in problems(GOOD.replace(old, new))), problems(GOOD.replace(old, new))


def test_all_problems_of_a_file_come_at_once() -> None:
    text = GOOD.replace("kind: url", "kind: urll").replace("[string]", "[strng]").replace("why: It", "wy: It")
    assert [problem.split(":")[1] for problem in problems(text)] == ["1", "3", "5", "6"]


def test_a_good_file_becomes_its_dataclass() -> None:
    file = read("house-url.yml", GOOD, KINDS)
    assert file.lines["match[0].value"] == 5
    rule = file.value
    assert isinstance(rule, ReferenceRule)
    assert (rule.rule, rule.match[0].value) == ("house-url", "acme-llm")


@given(st.text(max_size=200) | st.text(alphabet="rule:whatmch \n-{}[]'\"&*!|>%@`#,", max_size=80))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    try:
        read("any.yml", text, KINDS)
    except RuleError as error:
        assert error.problems


def write(directory: Path, **files: str) -> str:
    for name, text in files.items():
        (directory / f"{name.replace('_', '-')}.yml").write_text(dedent(text), encoding="utf-8")
    return str(directory)


def refused(directory: str) -> str:
    with pytest.raises(RuleError) as caught:
        load([directory])
    return str(caught.value)


def test_a_teams_directory_must_exist(tmp_path: Path) -> None:
    assert "no such directory of rules" in refused(str(tmp_path / "none"))


def test_all_files_of_a_team_are_reported_at_once(tmp_path: Path) -> None:
    message = refused(write(tmp_path, one="rule: x\n", two="nonsense\n"))
    assert "one.yml:1" in message
    assert "two.yml:1" in message


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.yml").write_bytes(b"rule: \xff\n")
    assert "broken.yml:1: not UTF-8 text: byte 6" in refused(str(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("rule: house-url", "rule: other", "1: the id `other` is not the file's name `house-url`"),
        ("value: acme-llm", "value: 'acme('", "5: `match[0].value` is no regular expression: missing )"),
        (", why: The port is a guess.", "", "7: a fix that is `review` says why"),
        ("kind: url\n", "", "1: either `kind` or `explains` is needed"),
        ("kind: url\n", "kind: url\nexplains: a number\n", "7: `explains` says that this is no reference"),
        (", finds: []", "", "9: `examples[0]` tests nothing"),
        ("  - {role: [string], value: acme-llm}\n", "  []\n", "`match` is empty"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert message in refused(write(tmp_path, house_url=GOOD.replace(old, new)))


def test_an_id_is_used_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path / "a", house_url=GOOD)
    message = refused(write(tmp_path, house_url=GOOD))
    assert "the id `house-url` is taken by" in message


def test_a_teams_rules_and_evidence_join_the_built_in_ones(tmp_path: Path) -> None:
    evidence = "evidence: house\nwords: [acme-llm]\nports: {'4000': '8000'}\n"
    mine = load([write(tmp_path, house_url=GOOD, house=evidence)])
    built_in = load()
    assert len(mine.references) == len(built_in.references) + 1
    assert set(mine.evidence.words) == {*built_in.evidence.words, "acme-llm"}
    assert mine.evidence.ports == {**built_in.evidence.ports, "4000": "8000"}
    assert mine.files["house-url"] == f"{tmp_path}/house-url.yml".replace("\\", "/")
