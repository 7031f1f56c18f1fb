"""What is known of the new server beyond the recording."""

from __future__ import annotations

import json

import pytest
import requests

from tests.wire.new_server import new_server
from tests.wire.serving import Server
from tests.wire.values import record

HELLO = [{"role": "user", "content": "hello world"}]
CHAT = {"model": "llama3.2", "messages": HELLO}
IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}}


def post(server: Server, path: str, body: object) -> requests.Response:
    return requests.post(server.url + path, json=body, timeout=10)


def events(response: requests.Response) -> list[dict[str, object]]:
    *found, last = response.text.removesuffix("\n\n").split("\n\n")
    assert last == "data: [DONE]"
    return [json.loads(event.removeprefix("data: ")) for event in found]


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_refuses_another_content_type(new: Server, content_type: str | None) -> None:
    response = requests.post(
        f"{new.url}/v1/chat/completions", data=json.dumps(CHAT), headers={"Content-Type": content_type}, timeout=10
    )
    assert response.status_code == 400
    assert "Only 'application/json' is allowed" in response.json()["error"]["message"]


def test_a_chat_server_has_no_embeddings_and_an_embedding_server_no_chat() -> None:
    with new_server(["llama3.2"], kind="chat") as chat, new_server(["nomic-embed-text"], kind="embed") as embed:
        lost = [post(chat, "/v1/embeddings", {"input": "x"}), post(embed, "/v1/chat/completions", CHAT)]
        assert [(one.status_code, one.json()) for one in lost] == [(404, {"detail": "Not Found"})] * 2


def test_half_a_surrogate_does_no_harm(new: Server) -> None:
    asked = {**CHAT, "messages": [{"role": "user", "content": "\ud83d"}]}
    assert "<?>" in post(new, "/v1/chat/completions", asked).json()["choices"][0]["message"]["content"]


def test_head_is_not_get(new: Server) -> None:
    assert requests.head(f"{new.url}/health", timeout=10).status_code == 405
    assert requests.head(f"{new.url}/v1/models", timeout=10).status_code == 405


def test_slashes_matter(new: Server) -> None:
    slash = requests.get(f"{new.url}/v1/models/", allow_redirects=False, timeout=10)
    assert (slash.status_code, slash.headers["Location"]) == (307, "/v1/models")
    assert requests.get(f"{new.url}//v1/models", timeout=10).status_code == 404


def test_a_key_guards_only_v1() -> None:
    with new_server(api_key="secret") as server:
        refused = post(server, "/v1/chat/completions", CHAT)
        assert (refused.status_code, refused.json()) == (401, {"error": "Unauthorized"})
        assert requests.get(f"{server.url}/health", timeout=10).status_code == 200
        headers = {"Authorization": "Bearer secret"}
        assert requests.get(f"{server.url}/v1/models", headers=headers, timeout=10).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "data:image/png;base64,aGk="}]}]},
        {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "aGk="}}]}]},
        {"chat_template": "{{ messages }}"},
        {"top_logprobs": 21, "logprobs": True},
        {"max_completion_tokens": 0},
        {"frequency_penalty": -2.5},
        {"n": 0},
        {"stop": ""},
        {"messages": [{"role": "user", "content": "word " * 9000}]},
    ],
)
def test_refuses_what_a_real_server_refuses(new: Server, fields: dict[str, object]) -> None:
    response = post(new, "/v1/chat/completions", {**CHAT, **fields})
    assert (response.status_code, response.json()["error"]["type"]) == (400, "BadRequestError")


def test_takes_images_unless_the_model_is_text_only(new: Server) -> None:
    asked = {**CHAT, "messages": [{"role": "user", "content": [IMAGE, {"type": "text", "text": "x"}]}]}
    assert post(new, "/v1/chat/completions", asked).status_code == 200


def test_tools_need_a_server_that_parses_them() -> None:
    with new_server(tools=False) as server:
        tool = {"type": "function", "function": {"name": "w"}}
        response = post(server, "/v1/chat/completions", {**CHAT, "tools": [tool]})
        assert "--enable-auto-tool-choice" in response.json()["error"]["message"]


def test_says_where_a_body_is_wrong(new: Server) -> None:
    missing = post(new, "/v1/chat/completions", {"model": "llama3.2"}).json()["error"]
    assert (missing["param"], missing["type"]) == ("body.messages", "Bad Request")


def test_keeps_what_the_schema_does_not_allow_even_where_the_server_does(new: Server) -> None:
    assert post(new, "/v1/chat/completions", {**CHAT, "temperature": "0.5"}).status_code == 200
    assert [(found.path, found.where) for found in new.violations] == [("/v1/chat/completions", "body.temperature")]


def test_the_reply_names_the_model_behind_an_alias() -> None:
    with new_server(["llama3.2"], aliases={"mine": "llama3.2"}) as server:
        assert post(server, "/v1/chat/completions", {**CHAT, "model": "mine"}).json()["model"] == "llama3.2"
        assert post(server, "/v1/chat/completions", {**CHAT, "model": "LLAMA3.2"}).status_code == 404
        names = [card["id"] for card in requests.get(f"{server.url}/v1/models", timeout=10).json()["data"]]
        assert names == ["llama3.2", "mine"]


def test_a_completion_has_sixteen_tokens_unless_told_otherwise(new: Server) -> None:
    reply = post(new, "/v1/completions", {"model": "llama3.2", "prompt": "x", "max_tokens": None}).json()
    assert (reply["usage"]["completion_tokens"], reply["choices"][0]["finish_reason"]) == (16, "length")


def test_a_stream_carries_usage_only_where_it_was_asked_for(new: Server) -> None:
    def stream(options: object) -> list[dict[str, object]]:
        return events(post(new, "/v1/chat/completions", {**CHAT, "stream": True, "stream_options": options}))

    assert not any("usage" in one for one in stream(None))
    *chunks, last = stream({"include_usage": True})
    assert not any("usage" in one for one in chunks)
    assert last["choices"] == []
    counted = [
        record(one["usage"])["completion_tokens"]
        for one in stream({"include_usage": True, "continuous_usage_stats": True})
    ]
    assert counted == [*range(len(chunks) - 1), len(chunks) - 2, len(chunks) - 2]


def test_the_finish_of_a_cut_stream_carries_text(new: Server) -> None:
    cut = events(post(new, "/v1/chat/completions", {**CHAT, "stream": True, "max_tokens": 3}))
    whole = events(post(new, "/v1/chat/completions", {**CHAT, "stream": True}))
    last, end = record(cut[-1]["choices"][0]), record(whole[-1]["choices"][0])  # type: ignore[index]  # a list
    assert (last["finish_reason"], bool(record(last["delta"]).get("content"))) == ("length", True)
    assert (end["finish_reason"], end["delta"]) == ("stop", {})


def test_long_inputs_of_embeddings_are_refused_unless_they_may_be_cut() -> None:
    with new_server(["e"], kind="embed", max_model_len=3) as server:
        asked = {"model": "e", "input": "a b c d"}
        assert post(server, "/v1/embeddings", asked).status_code == 400
        cut = {"truncate_prompt_tokens": -1, "truncation_side": "right"}
        vectors = [
            post(server, "/v1/embeddings", one).json()["data"]
            for one in ({**asked, **cut}, {**asked, "input": "a b c "})
        ]
        assert vectors[0] == vectors[1]


def test_dimensions_need_a_model_made_for_them(new: Server) -> None:
    asked = {"model": "nomic-embed-text", "input": "x", "dimensions": 8}
    assert post(new, "/v1/embeddings", asked).status_code == 400
    with new_server(matryoshka=True) as server:
        assert len(post(server, "/v1/embeddings", asked).json()["data"][0]["embedding"]) == 8


def test_counts_tokens_as_the_model_does(new: Server) -> None:
    counted = post(new, "/tokenize", {"model": "llama3.2", "prompt": "one two three"}).json()
    asked = post(new, "/v1/completions", {"model": "llama3.2", "prompt": "one two three", "max_tokens": 1}).json()
    assert counted["count"] == asked["usage"]["prompt_tokens"] == 3


def test_a_stream_can_break() -> None:
    with new_server(fails_after=2) as server:
        found = events(post(server, "/v1/chat/completions", {**CHAT, "stream": True}))
        assert [set(one) & {"choices", "error"} for one in found] == [{"choices"}, {"choices"}, {"error"}]
        assert post(server, "/v1/chat/completions", CHAT).status_code == 500
        assert requests.get(f"{server.url}/health", timeout=10).status_code == 200
