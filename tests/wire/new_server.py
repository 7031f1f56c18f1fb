"""A server that speaks vLLM's OpenAI-compatible wire, with the scripted model behind it.

By hand: `python -m tests.wire.new_server --port 8000`.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Event
from typing import Literal

from tests.wire import new_replies, new_stream, script
from tests.wire.logical import Logical, model_name
from tests.wire.new_errors import NOT_FOUND, UNAUTHORIZED, WRONG_METHOD, Refused, error, impossible, invalid, no_model
from tests.wire.new_logical import from_new
from tests.wire.new_replies import CREATED, Context
from tests.wire.new_validation import Limits, check, violations
from tests.wire.serving import LAST_EVENT, Answer, Log, Request, Server, broken, json_answer, serving
from tests.wire.values import integer, items, record, string

MODELS = ("llama3.2", "nomic-embed-text")
VERSION = "0.33.0"
STREAM_TYPE = "text/event-stream; charset=utf-8"

Kind = Literal["chat", "embed", "both"]

_COMMON = {
    "/health": ("GET",),
    "/ping": ("GET", "POST"),
    "/version": ("GET",),
    "/load": ("GET",),
    "/metrics": ("GET",),
    "/v1/models": ("GET",),
    "/tokenize": ("POST",),
}
_CHAT = {"/v1/chat/completions": ("POST",), "/v1/completions": ("POST",)}
_EMBED = {"/v1/embeddings": ("POST",)}
_ROUTES = {"chat": {**_COMMON, **_CHAT}, "embed": {**_COMMON, **_EMBED}, "both": {**_COMMON, **_CHAT, **_EMBED}}


@contextmanager
def new_server(
    models: Sequence[str] = MODELS,
    *,
    aliases: Mapping[str, str] | None = None,
    kind: Kind = "both",
    tools: bool = True,
    reasoning: bool = False,
    vision: bool = True,
    matryoshka: bool = False,
    max_model_len: int = 8192,
    api_key: str = "",
    fails_after: int | None = None,
    port: int = 0,
) -> Iterator[Server]:
    """Serves the new wire while the context lasts.

    `models` are served, the first one also to requests that name none; a real server has one, several stand for
    several servers behind one URL. `aliases`: other names of served models, which replies do not repeat. `kind`: a real
    server is chat or embed and lacks the other's routes; both is for tests with one URL. `tools`: started with a tool
    parser. `reasoning`: the model thinks unless told not to, and the server has its parser. `vision`: takes images.
    `matryoshka`: gives embeddings of any length. `max_model_len`: tokens of context. `api_key`: required under /v1.
    `fails_after`: chat and completions fail, streams after so many events.
    """
    names = {name: name for name in models} | dict(aliases or {})
    log = Log()
    limits = Limits(tools, vision, matryoshka, max_model_len)

    def read(method: str, path: str, body: object) -> Logical:
        meant = from_new(method, path, body)
        named = string(record(body).get("model")) or models[0]
        return replace(meant, model=model_name(names.get(named, named))) if meant.inputs or meant.messages else meant

    def application(request: Request) -> Answer:
        log.complain(violations(request.path, request.body) if request.method == "POST" else [])
        try:
            answer = _answer(request, names, _ROUTES[kind], limits, reasoning=reasoning, api_key=api_key)
        except Refused as refused:
            return refused.answer
        if fails_after is None or request.logical.operation not in ("chat", "text"):
            return answer
        failure = error("EngineCore encountered an issue.", "InternalServerError", 500)
        assert isinstance(failure.body, bytes)
        return broken(answer, fails_after, b"data: " + failure.body + b"\n\n" + LAST_EVENT, failure)

    with serving(application, read, log, port) as server:
        yield server


def _answer(
    request: Request,
    names: Mapping[str, str],
    routes: Mapping[str, Sequence[str]],
    limits: Limits,
    *,
    reasoning: bool,
    api_key: str,
) -> Answer:
    headers = {name.lower(): value for name, value in request.headers.items()}
    if api_key and request.path.startswith("/v1") and headers.get("authorization") != f"Bearer {api_key}":
        return UNAUTHORIZED
    if request.path not in routes:
        bare = request.path.rstrip("/")
        return Answer(307, headers=(("Location", bare),)) if bare in routes else NOT_FOUND
    if request.method not in routes[request.path]:
        return WRONG_METHOD
    if request.method == "GET" or request.path == "/ping":
        return _status(request.path, names, limits)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise invalid("Unsupported Media Type: Only 'application/json' is allowed")
    if isinstance(request.body, bytes):
        raise invalid("JSON decode error", "body.0")
    check(request.path, request.body, limits)
    fields = record(request.body)
    named = string(fields.get("model"))
    if named and named not in names:
        raise no_model(named, list(names))
    if request.path == "/tokenize":
        return _tokens(fields, limits)
    context = Context(request.logical, names[named] if named else next(iter(names)), reasoning)
    if request.path == "/v1/embeddings":
        return _embedding(fields, context, limits)
    return _generation(fields, context, limits)


def _status(path: str, names: Mapping[str, str], limits: Limits) -> Answer:
    match path:
        case "/version":
            return json_answer({"version": VERSION})
        case "/load":
            return json_answer({"server_load": 0})
        case "/metrics":
            return Answer(200, b"vllm:num_requests_running 0.0\n", "text/plain; version=0.0.4; charset=utf-8")
        case "/v1/models":
            return json_answer({"object": "list", "data": [_card(name, limits) for name in names]})
    return Answer()


def _card(name: str, limits: Limits) -> dict[str, object]:
    permission = {
        "id": f"modelperm-{name}",
        "object": "model_permission",
        "created": CREATED,
        **dict.fromkeys(("allow_sampling", "allow_logprobs", "allow_view"), True),
        **dict.fromkeys(("allow_create_engine", "allow_search_indices", "allow_fine_tuning", "is_blocking"), False),
        "organization": "*",
        "group": None,
    }
    return {
        "id": name,
        "object": "model",
        "created": CREATED,
        "owned_by": "vllm",
        "root": name,
        "parent": None,
        "max_model_len": limits.max_model_len,
        "permission": [permission],
    }


def _too_long(prompt: int, limits: Limits) -> Refused:
    most = limits.max_model_len
    return impossible(
        f"This model's maximum context length is {most} tokens. However, your prompt has {prompt} tokens."
    )


def _generation(fields: dict[str, object], context: Context, limits: Limits) -> Answer:
    meant = context.meant
    prompts = [replace(meant, inputs=(text,)) for text in meant.inputs] if meant.operation == "text" else [meant]
    replies = []
    for prompt in prompts:
        room = limits.max_model_len - script.count_tokens(prompt)
        if room <= 0:
            raise _too_long(limits.max_model_len - room, limits)
        thinks = context.reasoning and meant.operation == "chat"
        for choice in range(integer(fields.get("n"), 1)):
            replies.append(script.answer(prompt, thinks=thinks, choice=choice, room=room))
    chat = meant.operation == "chat"
    if meant.stream:
        events = new_stream.chat if chat else new_stream.text
        return Answer(200, events(context, replies, fields.get("stream_options")), STREAM_TYPE)
    return json_answer(new_replies.chat(context, replies) if chat else new_replies.text(context, replies))


def _embedding(fields: dict[str, object], context: Context, limits: Limits) -> Answer:
    inputs: list[str] = []
    cut = fields.get("truncate_prompt_tokens")
    for text in context.meant.inputs:
        tokens = script.split_tokens(text)
        limit = limits.max_model_len if cut in (None, -1) else integer(cut)
        if len(tokens) > limit:
            if cut is None:
                raise _too_long(len(tokens), limits)
            tokens = tokens[:limit] if fields.get("truncation_side") == "right" else tokens[-limit:]
        inputs.append("".join(tokens))
    return json_answer(new_replies.embeddings(context, inputs, string(fields.get("encoding_format"))))


def _tokens(fields: dict[str, object], limits: Limits) -> Answer:
    asked = from_new("POST", "/v1/chat/completions", {"messages": items(fields.get("messages"))})
    texts = [string(fields.get("prompt"))] + [message.content for message in asked.messages]
    pieces = [token for text in texts for token in script.split_tokens(text)]
    return json_answer(
        {
            "count": len(pieces),
            "max_model_len": limits.max_model_len,
            "tokens": [zlib.crc32(piece.encode()) % 50_000 for piece in pieces],
            "token_strs": pieces if fields.get("return_token_strs") else None,
        }
    )


def main() -> None:
    """Serves until interrupted."""
    parser = argparse.ArgumentParser(description="The new wire with a scripted model.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--model", action="append", help="a served model; may be repeated")
    parser.add_argument("--kind", choices=["chat", "embed", "both"], default="both")
    parser.add_argument("--reasoning", action="store_true", help="the model thinks, and its parser is on")
    options = parser.parse_args()
    served = options.model or MODELS
    with new_server(served, kind=options.kind, reasoning=options.reasoning, port=options.port) as server:
        print(server.url, flush=True)
        with suppress(KeyboardInterrupt):
            Event().wait()


if __name__ == "__main__":
    main()
