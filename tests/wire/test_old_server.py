"""What programs rely on in the old server, in raw HTTP."""

from __future__ import annotations

import json

import pytest
import requests

from tests.wire.old_server import old_server
from tests.wire.serving import Server

CHAT = {"model": "llama3.2", "messages": [{"role": "user", "content": "hello"}], "stream": False}


def post(server: Server, path: str, body: object) -> requests.Response:
    return requests.post(server.url + path, json=body, timeout=10)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"model": "nope"}, "model 'nope' not found"),
        ({"think": True}, '"llama3.2" does not support thinking'),
        ({"options": {"stop": "x"}}, 'option "stop" must be of type array'),
        ({"options": {"temperature": "hot"}}, 'option "temperature" must be of type float32'),
        ({"options": {"num_ctx": "4k"}}, 'option "num_ctx" must be of type integer'),
        ({"format": "yaml"}, 'invalid format: "yaml"; expected "json" or a JSON schema'),
        ({"top_logprobs": 21}, "top_logprobs must be between 0 and 20"),
    ],
)
def test_refuses(old: Server, fields: dict[str, object], error: str) -> None:
    response = post(old, "/api/chat", {**CHAT, **fields})
    assert response.json() == {"error": error}
    assert response.status_code == (404 if "found" in error else 400)


def test_refuses_tools_where_the_model_has_none() -> None:
    with old_server(tools=False) as server:
        response = post(server, "/api/chat", {**CHAT, "tools": [{"type": "function", "function": {"name": "w"}}]})
        assert (response.status_code, "does not support tools" in response.json()["error"]) == (400, True)


def test_unknown_routes_and_methods(old: Server) -> None:
    assert requests.get(f"{old.url}/health", timeout=10).status_code == 404
    assert requests.get(f"{old.url}/api/chat", timeout=10).status_code == 405
    assert post(old, "/api/chat", None).json() == {"error": "missing request body"}


def test_unset_options_and_unknown_ones_are_accepted(old: Server) -> None:
    assert post(old, "/api/chat", {**CHAT, "options": {"temperature": None, "nonsense": 1}}).status_code == 200


def test_the_content_type_does_not_matter(old: Server) -> None:
    response = requests.post(f"{old.url}/api/chat", data=json.dumps(CHAT), timeout=10)
    assert response.json()["done"] is True


def test_streams_lines_unless_told_not_to(old: Server) -> None:
    response = post(old, "/api/generate", {"model": "llama3.2", "prompt": "hello"})
    assert response.headers["Content-Type"] == "application/x-ndjson"
    *parts, last = [json.loads(line) for line in response.text.splitlines()]
    whole = post(old, "/api/generate", {"model": "llama3.2", "prompt": "hello", "stream": False}).json()
    assert "".join(part["response"] for part in parts) == whole["response"]
    assert not any(part["done"] for part in parts)
    assert (last["done"], last["response"], last["eval_count"]) == (True, "", whole["eval_count"])


def test_a_root_that_answers_health_checks(old: Server) -> None:
    assert requests.get(old.url, timeout=10).text == "Ollama is running"
    assert requests.head(old.url, timeout=10).status_code == 200
    assert requests.head(f"{old.url}/api/tags", timeout=10).status_code == 200


def test_empty_prompts_load_and_unload(old: Server) -> None:
    loaded = post(old, "/api/generate", {"model": "llama3.2"}).json()
    unloaded = post(old, "/api/chat", {"model": "llama3.2", "messages": [], "keep_alive": 0}).json()
    assert (loaded["done_reason"], unloaded["done_reason"]) == ("load", "unload")


def test_pulling_streams_its_progress_and_adds_the_model(old: Server) -> None:
    steps = [json.loads(line) for line in post(old, "/api/pull", {"name": "mistral"}).text.splitlines()]
    assert steps[-1] == {"status": "success"}
    assert [step["completed"] for step in steps if "completed" in step] == [0, 500, 1000]
    names = [model["name"] for model in requests.get(f"{old.url}/api/tags", timeout=10).json()["models"]]
    assert names[-1] == "mistral:latest"


def test_names_need_neither_case_nor_tag(old: Server) -> None:
    assert post(old, "/api/chat", {**CHAT, "model": "Llama3.2:LATEST"}).json()["model"] == "Llama3.2:LATEST"


def test_long_inputs_of_embeddings_are_cut_unless_forbidden() -> None:
    with old_server(context_length=3) as server:
        asked = {"model": "nomic-embed-text", "input": "a b c d"}
        assert post(server, "/api/embed", {**asked, "truncate": False}).status_code == 400
        vectors = [
            post(server, "/api/embed", {**asked, "input": text}).json()["embeddings"] for text in ("a b c d", "a b c ")
        ]
        assert vectors[0] == vectors[1]


def test_empty_inputs_of_embeddings_give_nothing(old: Server) -> None:
    nothing: tuple[object, ...] = ("", [])
    empty = [post(old, "/api/embed", {"model": "nomic-embed-text", "input": given}).json() for given in nothing]
    assert [one["embeddings"] for one in empty] == [[], []]


def test_embeddings_are_cut_to_any_length(old: Server) -> None:
    asked = {"model": "nomic-embed-text", "input": "x", "dimensions": 8}
    (vector,) = post(old, "/api/embed", asked).json()["embeddings"]
    assert len(vector) == 8


def test_a_stream_can_break() -> None:
    with old_server(fails_after=2) as server:
        parts = [json.loads(line) for line in post(server, "/api/chat", {**CHAT, "stream": True}).text.splitlines()]
        assert [set(part) & {"message", "error"} for part in parts] == [{"message"}, {"message"}, {"error"}]
        assert post(server, "/api/chat", CHAT).status_code == 500
