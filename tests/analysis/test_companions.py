"""A call that only asks whether the server is there moves with those that use it, not before them."""

from __future__ import annotations

from migrator.rewrite.code_base import whole
from migrator.rewrite.language import language_of
from migrator.rewrite.plan import Plan, plan
from migrator.scan.source import Source
from tests.analysis.tree import rules

CHECK = 'import requests\n\nup = requests.get("http://ollama:11434/api/tags").ok\n'
STUCK = """import requests

def ask(prompt, whatever):
    return requests.post("http://ollama:11434/api/generate", json={"model": "m", "prompt": prompt, **whatever}).content
"""
MOVES = """import requests

reply = requests.post("http://ollama:11434/api/generate", json={"model": "m", "prompt": "hi", "stream": False})
print(reply.json()["response"])
"""


def planned(files: dict[str, str]) -> Plan:
    sources = {path: Source(path, text.encode()) for path, text in files.items()}
    analyse, _ = whole(sorted(sources), sources.__getitem__, rules())
    return plan(analyse(sources.__getitem__), sources.__getitem__, language_of)


def changed(files: dict[str, str]) -> list[str]:
    return [file.path for file in planned(files).files]


def test_a_check_stays_where_every_call_of_its_application_does() -> None:
    result = planned({"app/check.py": CHECK, "app/ask.py": STUCK})
    assert not result.files
    [why] = [blocked.problems[0].why for blocked in result.blocked if blocked.unit.path == "app/check.py"]
    assert why.startswith("app/ask.py:4 still uses the server that this asks after: ")


def test_a_check_moves_with_a_call() -> None:
    assert changed({"app/check.py": CHECK, "app/ask.py": STUCK, "app/more.py": MOVES}) == [
        "app/check.py",
        "app/more.py",
    ]


def test_a_check_moves_where_nothing_else_is() -> None:
    assert changed({"app/check.py": CHECK}) == ["app/check.py"]


def test_the_calls_of_another_application_hold_no_check() -> None:
    files = {"one/.env": "", "one/check.py": CHECK, "two/.env": "", "two/ask.py": STUCK}
    assert changed(files) == ["one/check.py"]


def test_the_check_of_another_application_does_not_move_with_a_call() -> None:
    files = {"one/.env": "", "one/check.py": CHECK, "one/ask.py": STUCK, "two/.env": "", "two/more.py": MOVES}
    assert changed(files) == ["two/more.py"]
