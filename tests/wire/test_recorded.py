"""The new server against everything that was asked of a real vLLM.

Compared are status, content type, the error (its body, or its type and code: more was not recorded) and the keys of the
reply, all levels deep. Of a stream: the keys of its first and of its last event and the closing `[DONE]`. One key is
excepted: the last event of a cut reply may carry `delta.content`, as real servers were seen to do both.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.wire.new_server import new_server
from tests.wire.serving import Server
from tests.wire.values import items, record, string

RECORDED = record(json.loads((Path(__file__).parent / "data" / "vllm-recorded.json").read_text(encoding="utf-8")))
PROBES = [record(probe) for probe in items(RECORDED["probes"])]


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Server]]:
    """The two servers of the recording, as they were started."""
    with (
        new_server(["llama3.2"], kind="chat", vision=False, max_model_len=1024) as chat,
        new_server(["nomic-embed-text"], kind="embed") as embed,
    ):
        yield {"chat": chat, "embed": embed}


def ask(server: Server, request: dict[str, object]) -> tuple[int, str | None, bytes]:
    body = request["body"]
    raw = record(body).get("raw")
    data = None if body is None else raw.encode() if isinstance(raw, str) else json.dumps(body).encode()
    connection = HTTPConnection(server.netloc, timeout=10)
    connection.request(
        string(request["method"]), string(request["path"]), data, {"Content-Type": "application/json"} if data else {}
    )
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, response.getheader("Content-Type"), content


def keys(value: object, path: str = "") -> set[str]:
    """Returns the paths of all keys; the keys below a token's alternatives are tokens, and left out."""
    if isinstance(value, dict):
        return {f"{path}.{key}" for key in value}.union(*(keys(inner, f"{path}.{key}") for key, inner in value.items()))
    if isinstance(value, list) and not path.endswith(".logprobs.top_logprobs"):
        return set[str]().union(*(keys(inner, f"{path}[]") for inner in value))
    return set()


def recorded_keys(value: object) -> set[str]:
    return {string(key) for key in items(value) if ".logprobs.top_logprobs[]" not in string(key)}


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: f"{probe['server']}-{probe['name']}")
def test_answers_as_the_real_server_did(probe: dict[str, object], servers: dict[str, Server]) -> None:
    expected = record(probe["response"])
    status, content_type, content = ask(servers[string(probe["server"])], record(probe["request"]))
    assert (status, content_type) == (expected["status"], expected["type"])
    if "done" in expected:
        *events, last = content.decode().removesuffix("\n\n").split("\n\n")
        assert last == "data: [DONE]"
        assert expected["done"] is True
        assert keys(json.loads(events[0][6:])) == recorded_keys(expected["first"])
        assert keys(json.loads(events[-1][6:])) - {".choices[].delta.content"} == recorded_keys(expected["last"])
    elif "keys" in expected:
        assert keys(json.loads(content)) == recorded_keys(expected["keys"])
    elif "error" in expected:
        wanted, body = record(expected["error"]), json.loads(content)
        if "detail" in wanted:
            assert body == wanted
        else:
            assert {key: body["error"][key] for key in wanted} == wanted
            assert keys(body) == {".error", ".error.message", ".error.type", ".error.param", ".error.code"}
    else:
        assert content == b""


def test_every_recorded_request_is_probed() -> None:
    assert len(PROBES) == 118
