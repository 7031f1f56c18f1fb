"""What tests make up for the server follows the calls that have moved, and nothing else does."""

from __future__ import annotations

import pytest

from tests.analysis.variables.test_values import rewritten

APP = """\
import requests


class Client:
    def __init__(self, base):
        self.base = base

    def _post(self, path, payload):
        r = requests.post(self.base + path, json=payload)
        r.raise_for_status()
        return r.json()

    def chat(self, messages):
        body = {"model": "llama3.2", "messages": messages, "stream": False}
        return self._post("/api/chat", body)["message"]["content"]

    def embed(self, text):
        return self._post("/api/embeddings", {"model": "e", "prompt": text})["embedding"]


def names(base="http://localhost:11434"):
    return [m["name"] for m in requests.get(f"{base}/api/tags").json()["models"]]


def main():
    client = Client("http://localhost:11434")
    print(client.chat([{"role": "user", "content": "x"}]))
"""
HEAD = """\
from unittest.mock import MagicMock, patch

import app

R = MagicMock()
"""


def as_rewritten(body: str, app: str = APP) -> str:
    """The test file after a rewrite."""
    return rewritten({"app.py": app, "tests/test_app.py": HEAD + body})[0]["tests/test_app.py"].removeprefix(HEAD)


@pytest.mark.parametrize(
    "body",
    [
        'def test_it():\n    assert app.names() == [{"models": [{"name": "a"}]}]\n',
        'def test_own():\n    assert app.names() == {"message": {"role": "assistant", "content": "hi"}}\n',
        'R.json.return_value = {"message": {"role": "assistant", "content": "hi"}, "sources": []}\n',
        'R.json.return_value = {"embedding": [0.1], "name": "a"}\n',
        'R.json.return_value = {"message": text}\n',
        'R.json.return_value = {"message": {"role": "assistant", "content": "", "tool_calls": calls}}\n',
        'REPLY = {"embedding": [0.1]}\n',
        'URL = "http://ollama:11434/api/pull"\n',
        'PATH = "/api/chat"\n',
    ],
)
def test_it_stays(body: str) -> None:
    assert as_rewritten(body) == body


def test_replies_of_calls_that_stay_keep_their_shape() -> None:
    body = 'R.json.return_value = {"message": {"role": "assistant", "content": "hi"}}\n'
    assert as_rewritten(body, APP.replace('["message"]["content"]', '["context"]')) == body


def test_tests_of_something_else_keep_what_they_make_up() -> None:
    reply = 'R.json.return_value = {"message": {"role": "assistant", "content": "hi"}}\n'
    body = f"from unittest.mock import MagicMock as R\n\nimport other\n\n{reply}"
    after, _, _ = rewritten({"app.py": APP, "other.py": "x = 1\n", "tests/test_other.py": body})
    assert after["tests/test_other.py"] == body


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'R.json.return_value = {"message": {"role": "assistant", "content": "hi"}, "done": True}\n',
            'R.json.return_value = {"choices": [{"message": {"role": "assistant", "content": "hi"}}]}\n',
        ),
        (
            'R.json.return_value = {"embedding": [0.1, 0.2]}\n',
            'R.json.return_value = {"data": [{"embedding": [0.1, 0.2]}]}\n',
        ),
        (
            'R.json.return_value = {"models": [{"name": "a"}, {"name": name}]}\n',
            'R.json.return_value = {"data": [{"id": "a"}, {"id": name}]}\n',
        ),
        (
            'R.json.return_value = {"message": {"content": "a"}, "eval_count": 3, "eval_duration": 5}\n',
            'R.json.return_value = {\n    "choices": [{"message": {"content": "a"}}],\n'
            '    "usage": {"completion_tokens": 3},\n}\n',
        ),
        (
            'BASE = "http://ollama:11434/"\nURL = "http://ollama:11434/api/chat"\n',
            'BASE = "http://localhost:8000/"\nURL = "http://localhost:8000/v1/chat/completions"\n',
        ),
        (
            "def test_it():\n    client = app.Client('http://localhost:11434')\n"
            "    assert client.base == 'http://localhost:11434'\n    assert asked('http://localhost:11434/api/chat')\n",
            "def test_it():\n    client = app.Client('http://localhost:8000')\n"
            "    assert client.base == 'http://localhost:8000'\n"
            "    assert asked('http://localhost:8000/v1/chat/completions')\n",
        ),
    ],
)
def test_it_follows(before: str, after: str) -> None:
    assert as_rewritten(before).replace("http://vllm:", "http://localhost:") == after


def test_a_reply_that_a_helper_gives_to_a_response_follows_though_it_is_shown_as_well() -> None:
    helper = (
        "def answer(body):\n    r = MagicMock(text=str(body))\n    r.json.return_value = body\n    return r\n\n\n"
        "def test_it():\n    app.requests.post = lambda *a, **k: answer({})\n"
    )
    old = '{"message": {"role": "assistant", "content": "hi"}}'
    new = '{"choices": [{"message": {"role": "assistant", "content": "hi"}}]}'
    assert new in as_rewritten(helper.replace("{}", old))
