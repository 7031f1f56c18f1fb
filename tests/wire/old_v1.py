"""The old server's own OpenAI-compatible routes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.wire import script
from tests.wire.old_generation import JSON_TYPE, Abilities
from tests.wire.old_models import Models
from tests.wire.script import Reply
from tests.wire.serving import LAST_EVENT, Answer, Request, event, json_answer
from tests.wire.values import record, string

CREATED = 1_767_225_600

Shape = dict[str, object]


def error(message: str, kind: str, status: int) -> Answer:
    """Returns an error as these routes word them."""
    return json_answer({"error": {"message": message, "type": kind, "param": None, "code": None}}, status, JSON_TYPE)


def compatible(request: Request, models: Models, abilities: Abilities) -> Answer:
    """Answers everything below /v1."""
    meant, fields = request.logical, record(request.body)
    if meant.operation == "models":
        return _models(request.path, models)
    model = string(fields.get("model"))
    if model not in models:
        return error(f"model '{model}' not found", "not_found_error", 404)
    if meant.operation == "embed":
        data = [
            {"object": "embedding", "index": index, "embedding": script.vector(meant.model, text)}
            for index, text in enumerate(meant.inputs)
        ]
        used = script.count_tokens(meant)
        usage = {"prompt_tokens": used, "total_tokens": used}
        return json_answer({"object": "list", "data": data, "model": model, "usage": usage}, content_type=JSON_TYPE)
    reply = script.answer(meant, thinks=abilities.reasoning)
    chat = request.path == "/v1/chat/completions"
    if not meant.stream:
        choice = {
            "index": 0,
            "finish_reason": _finish(reply),
            **(_message("message", reply) if chat else {"text": reply.text}),
        }
        whole = {**_head(model, chat, ""), "choices": [choice], "usage": _usage(reply)}
        return json_answer(whole, content_type=JSON_TYPE)
    counted = record(fields.get("stream_options")).get("include_usage") is True
    return Answer(200, _events(model, reply, chat=chat, counted=counted), "text/event-stream")


def _models(path: str, models: Models) -> Answer:
    name = path.removeprefix("/v1/models").lstrip("/")
    cards = [{"id": known, "object": "model", "created": CREATED, "owned_by": "library"} for known in models.names()]
    if not name:
        return json_answer({"object": "list", "data": cards}, content_type=JSON_TYPE)
    if name not in models:
        return error(f"model '{name}' not found", "api_error", 404)
    return json_answer(
        {"id": name, "object": "model", "created": CREATED, "owned_by": "library"}, content_type=JSON_TYPE
    )


def _events(model: str, reply: Reply, *, chat: bool, counted: bool) -> Iterator[bytes]:
    head = _head(model, chat, ".chunk")

    def chunk(part: Shape, finish: str | None = None) -> bytes:
        return event({**head, "choices": [{"index": 0, **part, "finish_reason": finish}]})

    for thought in reply.thoughts:
        yield chunk({"delta": {"role": "assistant", "content": "", "reasoning": thought}})
    for token in reply.tokens:
        yield chunk({"delta": {"role": "assistant", "content": token}} if chat else {"text": token})
    if reply.tool_calls:
        yield chunk(_message("delta", reply))
    yield chunk({"delta": {"role": "assistant", "content": ""}} if chat else {"text": ""}, _finish(reply))
    if counted:
        yield event({**head, "choices": [], "usage": _usage(reply)})
    yield LAST_EVENT


def _head(model: str, chat: bool, suffix: str) -> Shape:
    kind = f"chat.completion{suffix}" if chat else "text_completion"
    return {"id": "chatcmpl-1", "object": kind, "created": CREATED, "model": model, "system_fingerprint": "fp_ollama"}


def _message(key: str, reply: Reply) -> Shape:
    message: Shape = {"role": "assistant", "content": reply.text}
    if key == "message" and reply.thinking:
        message["reasoning"] = reply.thinking
    if reply.tool_calls:
        message["tool_calls"] = [
            {
                "id": f"call_{index}",
                "index": index,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for index, call in enumerate(reply.tool_calls)
        ]
    return {key: message}


def _finish(reply: Reply) -> str:
    return "tool_calls" if reply.tool_calls else reply.finish


def _usage(reply: Reply) -> Shape:
    return {
        "prompt_tokens": reply.prompt_tokens,
        "completion_tokens": reply.completion_tokens,
        "total_tokens": reply.prompt_tokens + reply.completion_tokens,
    }
