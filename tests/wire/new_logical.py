"""Reads a request to the new server into a `Logical`, and says what that server ignores of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from tests.wire import logical
from tests.wire.logical import Logical, Message, Option
from tests.wire.values import canonical, items, record, string, words

_OPERATIONS = {
    ("GET", "/health"): "health",
    ("GET", "/ping"): "health",
    ("POST", "/ping"): "health",
    ("GET", "/load"): "health",
    ("GET", "/metrics"): "health",
    ("GET", "/version"): "version",
    ("GET", "/v1/models"): "models",
    ("POST", "/v1/chat/completions"): "chat",
    ("POST", "/v1/completions"): "text",
    ("POST", "/v1/embeddings"): "embed",
    ("POST", "/tokenize"): "tokenize",
}

_SCHEMAS = {"chat": "ChatCompletionRequest", "text": "CompletionRequest", "embed": "EmbeddingCompletionRequest"}

# Fields of the server that say how an answer is sent, not what is asked.
_PLUMBING = words(
    """
    model messages prompt input stream stream_options user request_id session_id priority encoding_format
    embed_dtype endianness truncate_prompt_tokens truncation_side parallel_tool_calls include_reasoning
    stream_interval return_token_ids return_tokens_as_token_ids return_prompt_text return_token_offsets
    """
)
_READ_APART = words(
    """
    max_completion_tokens response_format structured_outputs tools tool_choice chat_template_kwargs
    reasoning_effort logprobs top_logprobs
    """
)
_SAMPLING = words(
    """
    temperature top_p top_k min_p repetition_penalty presence_penalty frequency_penalty seed stop max_tokens
    """
)

# One token for an empty message is what loading a model becomes.
WARMED = {"max_tokens": logical.sampling("max_tokens", 1)}

# Fields of a message that reach the template; the rest of what a client's reply object carries is null.
_MESSAGE_FIELDS = words(
    """
    role content name tool_calls tool_call_id reasoning reasoning_content refusal audio function_call tools
    task
    """
)


@cache
def schemas() -> dict[str, object]:
    """Returns the server's own request and response schemas, by name."""
    text = (Path(__file__).parent / "data" / "vllm-openapi.json").read_text(encoding="utf-8")
    return record(record(record(json.loads(text)).get("components")).get("schemas"))


@cache
def _defaults(schema: str) -> dict[str, object]:
    fields = record(record(schemas()[schema]).get("properties"))
    return {name: record(field).get("default") for name, field in fields.items()}


def from_new(method: str, path: str, body: object) -> Logical:
    """Returns what a request to the new server means, with `ignored` naming what that server drops silently.

    `path` is without the query; `body` is the decoded JSON, None where there was none.
    """
    operation = _OPERATIONS.get((method, path), "unknown")
    fields = record(body)
    model = logical.model_name(string(fields.get("model")))
    if operation not in _SCHEMAS:
        return Logical(operation, model)
    known = _defaults(_SCHEMAS[operation])
    ignored = [name for name in fields if name not in known]
    options = _options(fields, known)
    if operation == "embed":
        return Logical(
            operation, model, inputs=_inputs(fields.get("input")), options=logical.sorted_options(options),
            ignored=tuple(sorted(ignored)),
        )  # fmt: skip
    if operation == "chat" and fields.get("messages") == [{"role": "user", "content": ""}] and options == WARMED:
        return Logical("load", model, ignored=tuple(sorted(ignored)))
    if operation == "chat":
        ignored += _ignored_in_messages(fields.get("messages"))
        _add_chat_limits(fields, options)
    else:
        _add_text_limits(fields, options)
    return Logical(
        operation,
        model,
        messages=_messages(fields.get("messages")) if operation == "chat" else (),
        inputs=_inputs(fields.get("prompt")) if operation == "text" else (),
        options=logical.sorted_options(options),
        format=_format(fields),
        tools=logical.tools(fields.get("tools")),
        think=_think(fields) if operation == "chat" else "",
        stream=fields.get("stream") is True,
        ignored=tuple(sorted(ignored)),
    )


def _options(fields: dict[str, object], known: dict[str, object]) -> dict[str, Option | None]:
    options: dict[str, Option | None] = {}
    for name, default in known.items():
        value = fields.get(name)
        if name not in fields or value is None or name in _PLUMBING or name in _READ_APART:
            continue
        if name in _SAMPLING:
            options[name] = logical.sampling(name, value)
        elif value != default:
            options[name] = value if isinstance(value, bool | int | float | str) else canonical(value)
    return options


def _add_chat_limits(fields: dict[str, object], options: dict[str, Option | None]) -> None:
    if fields.get("max_completion_tokens") is not None:
        options["max_tokens"] = logical.sampling("max_tokens", fields["max_completion_tokens"])
    if fields.get("logprobs"):
        options["logprobs"] = True
        options["top_logprobs"] = logical.sampling("top_logprobs", fields.get("top_logprobs") or None)
    choice = fields.get("tool_choice")
    if choice not in (None, "auto") and fields.get("tools"):
        options["tool_choice"] = choice if isinstance(choice, str) else canonical(choice)


def _add_text_limits(fields: dict[str, object], options: dict[str, Option | None]) -> None:
    if options.get("max_tokens") is None:
        options["max_tokens"] = 16  # also where it was null
    alternatives = fields.get("logprobs")
    if alternatives is not None:
        options["logprobs"] = True
        options["top_logprobs"] = logical.sampling("top_logprobs", alternatives or None)


def _inputs(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    given = items(value)
    if given and all(isinstance(item, int) for item in given):
        return (canonical(given),)
    return tuple(item if isinstance(item, str) else canonical(item) for item in given)


def content_of(value: object) -> str:
    """Returns the text of a message's content: a string, or the text parts of a list, a line each."""
    if isinstance(value, list):
        return "\n".join(
            part if isinstance(part, str) else string(record(part).get("text"))
            for part in value
            if isinstance(part, str) or record(part).get("type") == "text"
        )
    return string(value)


def image_urls(content: object) -> tuple[str, ...]:
    """Returns the URLs of the image parts of a message's content."""
    urls: list[str] = []
    for part in map(record, items(content)):
        if part.get("type") == "image_url":
            url = part.get("image_url")
            urls.append(url if isinstance(url, str) else string(record(url).get("url")))
    return tuple(urls)


def _messages(value: object) -> tuple[Message, ...]:
    found: list[Message] = []
    called: dict[str, str] = {}
    for item in items(value):
        fields = record(item)
        role = string(fields.get("role"))
        for call in map(record, items(fields.get("tool_calls"))):
            called[string(call.get("id"))] = string(record(call.get("function")).get("name"))
        answered = called.get(string(fields.get("tool_call_id")), "") or string(fields.get("name"))
        found.append(
            Message(
                "system" if role == "developer" else role,
                content_of(fields.get("content")),
                tuple(map(logical.image_digest, image_urls(fields.get("content")))),
                string(fields.get("reasoning") or fields.get("reasoning_content")),
                logical.tool_calls(fields.get("tool_calls")),
                answered if role == "tool" else "",
            )
        )
    return tuple(found)


def _ignored_in_messages(value: object) -> list[str]:
    return [
        f"messages[{index}].{name}"
        for index, item in enumerate(items(value))
        for name, given in record(item).items()
        if name not in _MESSAGE_FIELDS and given not in (None, [])
    ]


def _format(fields: dict[str, object]) -> str:
    wanted = record(fields.get("response_format"))
    structured = record(fields.get("structured_outputs"))
    if wanted.get("type") == "json_object" or structured.get("json_object"):
        return "json"
    if wanted.get("type") == "json_schema":
        return canonical(record(wanted.get("json_schema")).get("schema"))
    if structured.get("json"):
        schema = structured["json"]
        return schema if isinstance(schema, str) else canonical(schema)
    return canonical(structured) if structured else ""


def _think(fields: dict[str, object]) -> str:
    template = record(fields.get("chat_template_kwargs"))
    switches = {template[key] is True for key in ("enable_thinking", "thinking") if isinstance(template.get(key), bool)}
    effort = string(fields.get("reasoning_effort"))
    if len(switches) == 2:
        return "on and off"
    if switches:
        return effort if effort and switches == {True} else "on" if True in switches else "off"
    return "off" if effort == "none" else effort
