from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from migrator.rules.load import CHECKOUT, load
from migrator.rules.needles import built_in, from_yaml, needles
from migrator.rules.schema import Evidence


def test_the_needles_read_without_yaml_are_those_of_the_rules() -> None:
    assert built_in() == needles(load().evidence)
    assert built_in()


@pytest.mark.parametrize("style", [None, False], ids=["lists in a line", "an item a line"])
def test_they_are_read_in_both_styles_of_yaml(style: bool | None) -> None:
    document = yaml.safe_load(Path(CHECKOUT, "http.yml").read_text(encoding="utf-8"))
    text = yaml.safe_dump(document, default_flow_style=style, sort_keys=False, width=10_000)
    assert from_yaml(text) == built_in()


def test_comments_and_other_keys_are_no_needles() -> None:
    text = "# words: [no]\nevidence: e\nwords: [yes]  # no\nports:\n  # no\n  '1': '2'\ncompatible: [/v1]\n"
    assert from_yaml(text) == (b"yes", b"1")


def test_they_are_in_lower_case_and_once() -> None:
    assert needles(Evidence("x", words=("Acme", "acme"), ports={"1": "2"}, paths=("/Api",))) == (b"acme", b"1", b"/api")
