"""Reads a request to the old server into a `Logical`."""

from __future__ import annotations

from collections.abc import Iterable

from tests.wire import logical
from tests.wire.logical import Logical, Message, Option
from tests.wire.new_logical import content_of, from_new
from tests.wire.values import canonical, items, record, string, words

STREAMS_UNLESS_TOLD = frozenset({"/api/chat", "/api/generate", "/api/pull", "/api/push", "/api/create"})

_OPERATIONS = {
    ("GET", "/"): "health",
    ("HEAD", "/"): "health",
    ("GET", "/api/version"): "version",
    ("HEAD", "/api/version"): "version",
    ("GET", "/api/tags"): "models",
    ("HEAD", "/api/tags"): "models",
    ("GET", "/api/ps"): "models",
    ("GET", "/v1/models"): "models",
    ("POST", "/api/chat"): "chat",
    ("POST", "/api/generate"): "chat",
    ("POST", "/api/embed"): "embed",
    ("POST", "/api/embeddings"): "embed",
    ("POST", "/v1/chat/completions"): "chat",
    ("POST", "/v1/completions"): "chat",
    ("POST", "/v1/embeddings"): "embed",
    ("POST", "/api/show"): "show",
    ("POST", "/api/pull"): "pull",
    ("POST", "/api/push"): "push",
    ("POST", "/api/create"): "create",
    ("POST", "/api/copy"): "copy",
    ("DELETE", "/api/delete"): "delete",
}

# Options that mean something to both servers, and the new server's name of each.
_OPTIONS = {
    "temperature": "temperature",
    "top_p": "top_p",
    "top_k": "top_k",
    "min_p": "min_p",
    "repeat_penalty": "repetition_penalty",
    "presence_penalty": "presence_penalty",
    "frequency_penalty": "frequency_penalty",
    "seed": "seed",
    "stop": "stop",
    "num_predict": "max_tokens",
}

# Fields of a generate request that have no counterpart: they stay visible, so that nothing equals them.
_UNTRANSLATABLE = ("suffix", "template", "context", "width", "height", "steps")

# Fields of the new wire that the old server's /v1 does not know or does not heed.
_UNHEEDED = words(
    """
    tool_choice n logit_bias user best_of echo max_completion_tokens top_k min_p repetition_penalty
    chat_template_kwargs structured_outputs
    """
)


def operation_of(method: str, path: str) -> str | None:
    """Returns the operation behind a route, None where there is no such route."""
    if method == "GET" and path.startswith("/v1/models/"):
        return "models"
    return _OPERATIONS.get((method, path))


def routes() -> Iterable[tuple[str, str]]:
    """Returns method and path of every route."""
    return _OPERATIONS.keys()


def from_old(method: str, path: str, body: object) -> Logical:
    """Returns what a request to the old server means.

    `path` is without the query; `body` is the decoded JSON, None where there was none.
    """
    operation = operation_of(method, path)
    fields = record(body)
    if operation is None or operation in logical.STATUS:
        return Logical(operation or "unknown")
    if path.startswith("/v1/"):
        return _from_v1(path, fields)
    model = logical.model_name(string(fields.get("model") or fields.get("name") or fields.get("source")))
    if operation not in ("chat", "embed"):
        return Logical(operation, model)
    if operation == "embed":
        given = fields.get("prompt") if path == "/api/embeddings" else fields.get("input")
        inputs = tuple(map(string, items(given))) if isinstance(given, list) else (string(given),)
        dimensions = fields.get("dimensions")
        sized = (("dimensions", dimensions),) if isinstance(dimensions, int) and dimensions else ()
        return Logical("embed", model, inputs=inputs, options=sized)
    stream = fields.get("stream")
    return _generation(path, fields, model, stream=path in STREAMS_UNLESS_TOLD if stream is None else stream is True)


def _generation(path: str, fields: dict[str, object], model: str, *, stream: bool) -> Logical:
    raw = fields.get("raw") is True
    if path == "/api/chat":
        messages = _messages(fields.get("messages"))
        empty = not messages
    else:
        messages = _prompted(fields)
        empty = not fields.get("prompt")
    if empty:
        return Logical("unload" if _is_zero(fields.get("keep_alive")) else "load", model)
    options = _options(record(fields.get("options")))
    if fields.get("logprobs"):
        options["logprobs"] = True
        options["top_logprobs"] = logical.sampling("top_logprobs", fields.get("top_logprobs") or None)
    for name in _UNTRANSLATABLE:
        if path == "/api/generate" and fields.get(name):
            options[name] = canonical(fields[name])
    wanted = fields.get("format")
    return Logical(
        "text" if raw else "chat",
        model,
        messages=() if raw else messages,
        inputs=(string(fields.get("prompt")),) if raw else (),
        options=logical.sorted_options(options),
        format=wanted if isinstance(wanted, str) else canonical(wanted) if wanted else "",
        tools=logical.tools(fields.get("tools")),
        think="" if raw else _think(fields.get("think")),
        stream=stream,
    )


def _prompted(fields: dict[str, object]) -> tuple[Message, ...]:
    system = string(fields.get("system"))
    first = (Message("system", system),) if system else ()
    return (*first, Message("user", string(fields.get("prompt")), _images(fields.get("images"))))


def _messages(value: object) -> tuple[Message, ...]:
    found: list[Message] = []
    called: list[str] = []  # names of the calls that no message has answered yet
    for item in items(value):
        fields = record(item)
        role = string(fields.get("role")).lower()
        calls = logical.tool_calls(fields.get("tool_calls"))
        called = [call.name for call in calls] or called
        tool = ""
        if role == "tool":
            answered = called.pop(0) if called else ""
            tool = string(fields.get("tool_name")) or answered
        found.append(
            Message(
                role,
                string(fields.get("content")),
                _images(fields.get("images")),
                string(fields.get("thinking")),
                calls,
                tool,
            )
        )
    return tuple(found)


def _images(value: object) -> tuple[str, ...]:
    return tuple(logical.image_digest(string(item)) for item in items(value))


def _options(given: dict[str, object]) -> dict[str, Option | None]:
    options = {new: logical.sampling(new, given[old]) for old, new in _OPTIONS.items() if old in given}
    limit = options.get("max_tokens")
    if isinstance(limit, int) and limit < 0:
        del options["max_tokens"]
    if given.get("repeat_last_n") == 0:
        options.pop("repetition_penalty", None)
    return options


def _think(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return string(value)


def _is_zero(keep_alive: object) -> bool:
    if isinstance(keep_alive, str):
        return keep_alive.rstrip("smh").strip("0.") == "" and keep_alive != ""
    return keep_alive == 0


def _from_v1(path: str, fields: dict[str, object]) -> Logical:
    heeded = {name: value for name, value in fields.items() if name not in _UNHEEDED}
    if path == "/v1/completions":  # the old server puts the prompt through the chat template
        path, prompt = "/v1/chat/completions", heeded.pop("prompt", None)
        heeded["messages"] = [{"role": "user", "content": content_of(prompt)}]
    return from_new("POST", path, heeded)
