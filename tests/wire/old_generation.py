"""The old server's replies to chat and generate: one object, or one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from tests.wire import script
from tests.wire.logical import Logical, ToolCall
from tests.wire.script import Reply
from tests.wire.serving import Answer, Request, json_answer, json_bytes
from tests.wire.values import canonical, decoded, integer, record, string, words

CREATED_AT = "2026-01-01T00:00:00Z"
JSON_TYPE = "application/json; charset=utf-8"
LINES_TYPE = "application/x-ndjson"

# Nanoseconds; the same in every reply, so that programs that print them print the same twice.
_DURATIONS = {
    "total_duration": 1_500_000_000,
    "load_duration": 100_000_000,
    "prompt_eval_duration": 400_000_000,
    "eval_duration": 1_000_000_000,
}

_NUMBERS = words(
    """
    temperature top_p min_p typical_p repeat_penalty presence_penalty frequency_penalty
    """
)
_INTEGERS = words(
    """
    num_keep seed num_predict top_k repeat_last_n num_ctx num_batch num_gpu main_gpu num_thread
    """
)


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the scripted model can do."""

    tools: bool = True
    reasoning: bool = False


class _Shape(Protocol):
    """Puts text, thinking and calls into the fields of one endpoint."""

    def __call__(self, text: str, thinking: str = "", calls: tuple[ToolCall, ...] = (), /) -> dict[str, object]: ...


def error(message: str, status: int = 400) -> Answer:
    """Returns an error as the old server words them."""
    return json_answer({"error": message}, status, JSON_TYPE)


def lines(values: Iterator[dict[str, object]]) -> Answer:
    """Returns a stream of JSON objects, a line each."""
    return Answer(200, (json_bytes(value) + b"\n" for value in values), LINES_TYPE)


def generation(request: Request, abilities: Abilities) -> Answer:
    """Answers /api/chat and /api/generate for a model that exists."""
    meant, fields = request.logical, record(request.body)
    model = string(fields.get("model"))
    refused = _refusal(request, model, abilities)
    if refused:
        return refused
    shape = _chat_part if request.path == "/api/chat" else _generate_part
    if meant.operation in ("load", "unload"):
        return json_answer(
            {**_head(model), **shape(""), "done": True, "done_reason": meant.operation}, content_type=JSON_TYPE
        )
    reply = script.answer(meant, thinks=abilities.reasoning and meant.operation == "chat")
    last = {"done": True, "done_reason": reply.finish, **_counts(reply)}
    if shape is _generate_part and meant.operation == "chat":
        last["context"] = [integer(token) for token in range(1, reply.prompt_tokens + 1)]
    if meant.stream:
        return lines(_stream(meant, model, reply, shape, last))
    whole = {**_head(model), **shape(reply.text, reply.thinking, reply.tool_calls), **last}
    if meant.option("logprobs"):
        whole["logprobs"] = [_logprob(token, meant) for token in reply.tokens]
    return json_answer(whole, content_type=JSON_TYPE)


def _stream(
    meant: Logical, model: str, reply: Reply, shape: _Shape, last: dict[str, object]
) -> Iterator[dict[str, object]]:
    for thought in reply.thoughts:
        yield {**_head(model), **shape("", thought), "done": False}
    for token in reply.tokens:
        chunk = {**_head(model), **shape(token), "done": False}
        if meant.option("logprobs"):
            chunk["logprobs"] = [_logprob(token, meant)]
        yield chunk
    for call in reply.tool_calls:  # each is sent as soon as it is read to its end
        yield {**_head(model), **shape("", "", (call,)), "done": False}
    yield {**_head(model), **shape(""), **last}


def _chat_part(text: str, thinking: str = "", calls: tuple[ToolCall, ...] = ()) -> dict[str, object]:
    message: dict[str, object] = {"role": "assistant", "content": text}
    if thinking:
        message["thinking"] = thinking
    if calls:
        message["tool_calls"] = [
            {
                "id": f"call_{index}",
                "function": {"index": index, "name": call.name, "arguments": decoded(call.arguments)},
            }
            for index, call in enumerate(calls)
        ]
    return {"message": message}


def _generate_part(text: str, thinking: str = "", _calls: tuple[ToolCall, ...] = ()) -> dict[str, object]:
    return {"response": text, **({"thinking": thinking} if thinking else {})}


def _head(model: str) -> dict[str, object]:
    return {"model": model, "created_at": CREATED_AT}


def _counts(reply: Reply) -> dict[str, object]:
    counts = {"prompt_eval_count": reply.prompt_tokens, "eval_count": reply.completion_tokens}
    return {**_DURATIONS, **{name: count for name, count in counts.items() if count}}


def _logprob(token: str, meant: Logical) -> dict[str, object]:
    own, likely = script.logprobs(token, integer(meant.option("top_logprobs")))
    entry: dict[str, object] = {"token": token, "logprob": own}
    if likely:
        entry["top_logprobs"] = [{"token": other, "logprob": value} for other, value in likely]
    return entry


def _refusal(request: Request, model: str, abilities: Abilities) -> Answer | None:
    fields = record(request.body)
    if fields.get("tools") and not abilities.tools:
        return error(f"registry.ollama.ai/library/{model} does not support tools")
    if fields.get("think") not in (None, False) and not abilities.reasoning:
        return error(f'"{model}" does not support thinking')
    if fields.get("raw") is True and any(fields.get(name) for name in ("template", "system", "context")):
        return error("raw mode does not support template, system, or context")
    wanted = fields.get("format")
    if wanted not in (None, "", "json") and not isinstance(wanted, dict):
        return error(f'invalid format: {canonical(wanted)}; expected "json" or a JSON schema')
    alternatives = integer(fields.get("top_logprobs"))
    if not 0 <= alternatives <= 20:
        return error("top_logprobs must be between 0 and 20")
    for name, value in record(fields.get("options")).items():
        kind = _wrong_kind(name, value)
        if kind:
            return error(f'option "{name}" must be of {kind}')
    return None


def _wrong_kind(name: str, value: object) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if value is None or (number and name != "stop"):
        return ""
    if name == "stop":
        if not isinstance(value, list):
            return "type array"
        return "" if all(isinstance(one, str) for one in value) else "an array of strings"
    if name in _NUMBERS:
        return "type float32"
    return "type integer" if name in _INTEGERS else ""
