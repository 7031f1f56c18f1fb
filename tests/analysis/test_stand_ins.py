"""Tests that answer in the server's place: they pass before, and after, and would not if they stayed as they were."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.analysis.tree import planned, rewritten

APP = """import json
import urllib.request

import httpx
import requests

BASE = "http://localhost:11434"


def ask(text):
    body = {"model": "llama3.2", "prompt": text, "stream": False, "options": {"num_predict": 9}}
    return requests.post(f"{BASE}/api/generate", json=body).json()["response"]


def chat(text):
    body = {"model": "llama3.2", "messages": [{"role": "user", "content": text}], "stream": False}
    response = httpx.post(f"{BASE}/api/chat", json=body)
    response.raise_for_status()
    return response.json().get("message", {}).get("content", "")


def names():
    with httpx.Client() as client:
        return [model["name"] for model in client.get(f"{BASE}/api/tags").json()["models"]]


def vectors(texts):
    body = {"model": "nomic-embed-text", "input": texts}
    return requests.post(f"{BASE}/api/embed", json=body).json()["embeddings"]
"""

MOCKS = """from unittest.mock import MagicMock, Mock, patch

import pytest

import app


@pytest.fixture
def tags_reply():
    return {"models": [{"name": "a:latest", "size": 1}, {"name": "b"}]}


class FakeResponse:
    def __init__(self, payload=None, status=200):
        self._payload = payload or {"message": {"role": "assistant", "content": "none"}}
        self.status_code = status

    def raise_for_status(self):
        return None

    def json(self):
        return self._payload


def reply_of(text):
    return {"response": text, "done": True, "eval_count": 3}


def test_return_value():
    with patch("app.requests.post") as post:
        post.return_value.json.return_value = {"response": "hi", "done": True}
        assert app.ask("x") == "hi"
        assert post.call_args[0][0].endswith("/api/generate")


def test_made_by_function():
    response = Mock()
    response.json.return_value = reply_of("hello")
    with patch("requests.post", return_value=response):
        assert app.ask("x") == "hello"


def test_one_after_the_other():
    response = MagicMock(**{"json.side_effect": [{"response": "one"}, {"response": ""}]})
    with patch.object(app.requests, "post", return_value=response):
        assert [app.ask("x"), app.ask("y")] == ["one", ""]


def test_own_class(monkeypatch):
    monkeypatch.setattr(app.httpx, "post", lambda url, json: FakeResponse({"message": {"content": "good"}}))
    assert app.chat("x") == "good"
    monkeypatch.setattr(app.httpx, "post", lambda url, json: FakeResponse())
    assert app.chat("x") == "none"


def test_fixture(tags_reply):
    client = MagicMock()
    client.__enter__.return_value.get.return_value.json = Mock(return_value=tags_reply)
    with patch("app.httpx.Client", return_value=client):
        assert app.names() == ["a:latest", "b"]


def test_lists():
    with patch("app.requests.post") as post:
        post.return_value.json = lambda: {"embeddings": [[0.5, 1.0], [2.0]]}
        assert app.vectors(["x", "y"]) == [[0.5, 1.0], [2.0]]


def test_nothing_there():
    with patch("app.httpx.Client") as client:
        client.return_value.__enter__.return_value.get.return_value.json.return_value = {"models": []}
        assert app.names() == []
"""

TOOLS = """import httpx
import requests_mock
import responses
import respx

import app


@responses.activate
def test_responses():
    responses.add(responses.POST, "http://localhost:11434/api/generate", json={"response": "hi", "done": True})
    assert app.ask("x") == "hi"
    assert responses.calls[0].request.url == "http://localhost:11434/api/generate"


def test_requests_mock():
    with requests_mock.Mocker() as mocker:
        mocker.post("http://localhost:11434/api/generate", json={"response": "hello"})
        assert app.ask("x") == "hello"


@respx.mock
def test_respx():
    reply = httpx.Response(200, json={"message": {"role": "assistant", "content": "hi"}, "done": True})
    respx.post("http://localhost:11434/api/chat").mock(return_value=reply)
    assert app.chat("x") == "hi"
    respx.get(f"{app.BASE}/api/tags").respond(json={"models": [{"name": "a"}]})
    assert app.names() == ["a"]


def test_pytest_httpx(httpx_mock):
    httpx_mock.add_response(url="http://localhost:11434/api/chat", json={"message": {"content": "good"}})
    assert app.chat("x") == "good"
"""


def passes(files: Mapping[str, str], where: Path) -> bool:
    """Whether the tests among some files pass."""
    where.mkdir()
    for path, text in files.items():
        (where / path).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    sys.stdout.write(done.stdout)
    return done.returncode == 0


def reviews(files: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(note for unit in planned(files).done for note in unit.reviews if "shape" in note))


def test_files_that_make_nothing_up_are_not_named() -> None:
    assert not reviews({"app.py": APP, "other.py": 'import app\n\nREPLY = {"response": "hi"}\n'})


def test_tests_of_something_else_stay() -> None:
    other = MOCKS.replace("app", "other")
    files = {"app.py": APP, "test_other.py": other, "other.py": APP.replace("localhost:11434", "cloud.example")}
    assert rewritten(files)["test_other.py"] == other
    assert not reviews(files)


@pytest.mark.parametrize("test", [MOCKS, TOOLS], ids=["mocks", "tools"])
def test_what_a_test_makes_up_moves_with_the_calls(test: str, tmp_path: Path) -> None:
    files = {"app.py": APP, "test_app.py": test}
    after = rewritten(files)
    assert rewritten(after) == after
    assert passes(files, tmp_path / "before")
    assert passes(after, tmp_path / "after")
    assert not passes({**after, "test_app.py": test}, tmp_path / "half")


def test_a_double_of_a_call_that_stays_does_too() -> None:
    stays = APP.replace('"stream": False, "options"', '"raw": True, "stream": False, "options"')
    files = {
        "app.py": stays.replace("{BASE}/api/generate", "http://localhost:11434/api/generate"),
        "test_app.py": TOOLS,
    }
    after = rewritten(files)["test_app.py"]
    assert "/v1/chat/completions" in after
    assert after.count("/api/generate") == 3
    assert after.count('"response": "') == 2


@pytest.mark.parametrize(
    "reply",
    [
        '{"response": "hi", "unheard": 1}',
        '{**base, "response": "hi"}',
        '{\n            # of the model\n            "response": "hi",\n        }',
    ],
)
def test_a_reply_that_is_not_known_whole_is_named(reply: str) -> None:
    test = f"""from unittest.mock import patch

import app

base = {{}}


def test_ask():
    with patch("app.requests.post") as post:
        post.return_value.json.return_value = {reply}
        assert app.ask("x") == "hi"
"""
    files = {"app.py": APP, "test_app.py": test}
    assert rewritten(files)["test_app.py"] == test
    assert reviews(files) == ["test_app.py:10 makes up a reply, which must have its new shape"]


def test_a_reply_that_is_looked_into_is_named() -> None:
    test = """from unittest.mock import patch

import app


def test_ask():
    reply = {"response": "hi"}
    with patch("app.requests.post") as post:
        post.return_value.json.return_value = reply
        assert app.ask("x") == reply["response"]
"""
    files = {"app.py": APP, "test_app.py": test}
    assert rewritten(files)["test_app.py"] == test
    assert reviews(files) == ["test_app.py:7 makes up a reply, which must have its new shape"]


def test_what_is_read_of_a_request_is_named() -> None:
    test = (
        MOCKS
        + """        assert client.call_args.kwargs["json"]["options"]["num_predict"] == 9
"""
    )
    assert "reads the request in its old shape" in reviews({"app.py": APP, "test_app.py": test})[-1]


def test_a_route_of_ones_own_stays() -> None:
    test = (
        MOCKS
        + """

def test_route(client):
    assert client.post("/api/chat", json={"message": "hello"}).json() == {"response": "hi"}
"""
    )
    after = rewritten({"app.py": APP, "test_app.py": test})["test_app.py"]
    assert 'client.post("/api/chat", json={"message": "hello"}).json() == {"response": "hi"}' in after
    assert "/v1/chat/completions" in after


def test_a_double_of_the_server_without_a_call_is_told_from_one() -> None:
    double = (
        "import httpx\nimport respx\n\n\n@respx.mock\ndef test_ask():\n"
        '    reply = httpx.Response(200, json={"message": {"content": "hi"}, "done": True})\n'
        '    respx.post("http://localhost:11434/api/chat").mock(return_value=reply)\n'
    )
    ((problem,),) = [one.problems for one in planned({"tests/test_ask.py": double}).blocked]
    assert "test double" in problem.why
    assert "/v1/chat/completions" in problem.how


PS = """

def loaded():
    return requests.get(f"{BASE}/api/ps").json()["models"]
"""


def test_a_reply_of_another_operation_that_looks_the_same_stays() -> None:
    test = """from unittest.mock import patch

import app


def test_loaded():
    with patch("app.requests.get") as get:
        get.return_value.json.return_value = {"models": [{"name": "a"}]}
        assert app.loaded() == [{"name": "a"}]


def test_names():
    with patch("app.httpx.Client") as client:
        client.return_value.__enter__.return_value.get.return_value.json.return_value = {"models": [{"name": "b"}]}
        assert app.names() == ["b"]
"""
    after = rewritten({"app.py": APP + PS, "test_app.py": test})["test_app.py"]
    assert after == test.replace('{"models": [{"name": "b"}]}', '{"data": [{"id": "b"}]}')


def test_a_reply_that_may_be_of_another_operation_is_named() -> None:
    test = """from unittest.mock import patch

import app


def replied(path):
    with patch("app.requests.get") as get:
        get.return_value.json.return_value = {"models": [{"name": "a"}]}
        return getattr(app, path)()
"""
    files = {"app.py": APP + PS, "test_app.py": test}
    assert rewritten(files)["test_app.py"] == test
    assert reviews(files) == ["test_app.py:8 makes up a reply, which must have its new shape"]


CLASS = """import requests


class Client:
    def __init__(self, **settings):
        self.ollama_url = settings["url"]

    def alive(self):
        return requests.get(f"{self.ollama_url}/api/tags").ok
"""


def test_an_address_that_the_test_gives_stays() -> None:
    test = """import responses

from app import Client


@responses.activate
def test_alive():
    responses.get("http://localhost:11434/api/tags", json={"models": []})
    assert Client(url="http://localhost:11434").alive()
"""
    after = rewritten({"app.py": CLASS, "test_app.py": test})["test_app.py"]
    assert after == test.replace("/api/tags", "/v1/models").replace('"models": []', '"data": []')


def test_a_reply_as_text_is_named() -> None:
    test = """from unittest.mock import patch

import app


def test_ask():
    with patch("app.requests.post") as post:
        post.return_value.iter_lines.return_value = [b'{"response": "hi", "done": true}']
        app.ask("x")
"""
    files = {"app.py": APP, "test_app.py": test}
    assert rewritten(files)["test_app.py"] == test
    assert reviews(files) == ["test_app.py:8 makes up a reply, which must have its new shape"]


def test_recordings_of_the_old_server_are_named_with_the_calls_that_move() -> None:
    app = APP.partition("def chat")[0]
    tape = "interactions:\n- request:\n    method: POST\n    uri: http://localhost:11434/api/{}\n"
    files = {
        "app.py": app,
        "tests/cassettes/ask.yaml": tape.format("generate"),
        "tests/cassettes/chat.yaml": tape.format("chat"),
        "tests/tapes/ask.json": '{"request": {"uri": "http://localhost:11434/api/generate"}}',
        "examples/ask.yaml": tape.format("generate"),
        "tests/routes.yaml": "what is asked: /api/generate\n",
    }
    (unit,) = planned(files).done
    assert [note for note in unit.reviews if "record it anew" in note] == [
        "tests/cassettes/ask.yaml holds what the old server once answered: record it anew",
        "tests/tapes/ask.json holds what the old server once answered: record it anew",
    ]


def test_a_recording_is_left_as_it_was_and_holds_no_server_back(tmp_path: Path) -> None:
    tape = "interactions:\n- request:\n    method: POST\n    uri: http://localhost:11434/api/generate\n"
    files = {
        "app.py": APP.partition("def chat")[0],
        "docker-compose.yml": 'services:\n  ollama:\n    image: ollama/ollama:0.5.7\n    ports: ["11434:11434"]\n',
        "tests/cassettes/ask.yaml": tape,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    command = [sys.executable, "-m", "migrator", "rewrite", "."]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert "tests/cassettes/ask.yaml holds what the old server once answered" in done.stdout + done.stderr
    assert (tmp_path / "tests/cassettes/ask.yaml").read_text() == tape
    assert "vllm/" in (tmp_path / "docker-compose.yml").read_text()
