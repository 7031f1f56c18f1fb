"""Replies that other files read."""

from __future__ import annotations

import pytest

from tests.analysis.tree import blocked, rewritten

APP = 'import requests\n\nDATA = requests.get("http://localhost:11434/api/tags").json()\nprint(len(DATA["models"]))\n'
NAMES = 'names = [m["name"] for m in {}["models"]]\n'


@pytest.mark.parametrize(
    "other",
    ["from app import DATA\n" + NAMES.format("DATA"), "import app\n" + NAMES.format("app.DATA")],
    ids=["name", "module"],
)
def test_a_reply_that_another_file_reads_is_left(other: str) -> None:
    files = {"app.py": APP, "other.py": other}
    assert rewritten(files) == files
    assert blocked(files) == ["tags: the reply is read outside of where it is made"]


def test_a_name_that_another_file_has_as_well_is_no_hindrance() -> None:
    files = {"app.py": APP, "other.py": "import app\n\nDATA = {}\n" + NAMES.format("DATA")}
    after = rewritten(files)
    assert after["other.py"] == files["other.py"]
    assert 'DATA["data"]' in after["app.py"]
