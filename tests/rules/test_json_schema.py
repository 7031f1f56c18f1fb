from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from migrator.rules.json_schema import schema, schema_text
from migrator.rules.load import CHECKOUT, rule_paths
from migrator.rules.read import RuleError, read
from migrator.rules.written import KINDS

VALIDATOR = Draft7Validator(schema())
RULE = "rule: a\nwhat: x\nwhy: y\nmatch: []\n"


def test_the_checked_in_schema_is_fresh() -> None:
    assert Path(CHECKOUT, "schema.json").read_text(encoding="utf-8") == schema_text(), (
        "run `migrator rules schema > rules/schema.json`"
    )


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize("path", list(rule_paths(CHECKOUT)), ids=lambda path: str(Path(path).relative_to(CHECKOUT)))
def test_every_rule_file_conforms(path: str) -> None:
    errors = VALIDATOR.iter_errors(yaml.safe_load(Path(path).read_text(encoding="utf-8")))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@pytest.mark.parametrize(
    "text",
    [
        "recipe: x\n",
        "evidence: x\nwords: ollama\n",
        "evidence: x\nports: {'1': 2}\n",
        RULE + "kind: urll\n",
        RULE + "knid: url\n",
        RULE + "fix: {how: x}\n",
        RULE + "match: [{role: [strng]}]\n",
        "fields: x\nrequest: {a: {cases: [{too: b}]}}\n",
        "operation: x\nreply: {a: {or: 1}}\n",
        "operation: x\nhttp: {to: GET /}\n",
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(text: str) -> None:
    with pytest.raises(RuleError):
        read("a.yml", text, KINDS)
    assert list(VALIDATOR.iter_errors(yaml.safe_load(text)))


@pytest.mark.parametrize(
    "text",
    [
        RULE,
        "evidence: x\nports: {'1': '2'}\n",
        "operation: x\nlike: y\nrequest: {a: null, b: c, d: {drop: x}}\n",
        "fields: x\nrequest: {a: {to: {b: [$value, 1, null]}}}\n",
    ],
)
def test_what_the_reader_takes_the_schema_takes(text: str) -> None:
    read("a.yml", text, KINDS)
    assert not list(VALIDATOR.iter_errors(yaml.safe_load(text)))
