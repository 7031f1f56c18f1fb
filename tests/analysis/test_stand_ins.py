"""Replies that tests make up: nothing rewrites them, so they are named."""

from __future__ import annotations

from tests.analysis.tree import planned

APP = """import requests


def ask(text):
    body = {"model": "llama3.2", "prompt": text, "stream": False}
    return requests.post("http://localhost:11434/api/generate", json=body).json()["response"]
"""
TEST = """from unittest.mock import patch

import app


def test_ask():
    with patch("app.requests.post") as post:
        post.return_value.json.return_value = {"response": "hi", "done": True}
        assert app.ask("x") == "hi"
"""


def reviews(files: dict[str, str]) -> list[str]:
    return [note for unit in planned(files).done for note in unit.reviews]


def test_files_that_make_nothing_up_are_not_named() -> None:
    assert not reviews({"app.py": APP, "other.py": 'import app\n\nREPLY = {"response": "hi"}\n'})


def test_tests_of_something_else_are_not_named() -> None:
    assert not reviews({"app.py": APP, "test_other.py": TEST.replace("app", "other"), "other.py": "ask = str\n"})


def test_a_reply_that_a_test_makes_up_is_named() -> None:
    files = {"app.py": APP, "test_app.py": TEST}
    assert reviews(files) == ["test_app.py:8 makes up a reply, which must have its new shape"]


def test_a_double_of_the_server_is_told_from_a_call() -> None:
    double = (
        "import httpx\nimport respx\n\n\n@respx.mock\ndef test_ask():\n"
        '    reply = httpx.Response(200, json={"message": {"content": "hi"}, "done": True})\n'
        '    respx.post("http://localhost:11434/api/chat").mock(return_value=reply)\n'
    )
    ((problem,),) = [one.problems for one in planned({"tests/test_ask.py": double}).blocked]
    assert "test double" in problem.why
    assert "/v1/chat/completions" in problem.how
