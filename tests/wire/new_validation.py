"""What the new server checks of a request before the model sees it.

First the body against the server's own schema, as strictly as JSON schema is; then with the leniency of the real
server's parser, which reads "0.5" as a number; then the limits that no schema says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from tests.wire.new_errors import impossible, invalid
from tests.wire.new_logical import image_urls, schemas
from tests.wire.serving import Violation
from tests.wire.values import integer, items, record, string

_ROUTES = {
    "/v1/chat/completions": ("ChatCompletionRequest",),
    "/v1/completions": ("CompletionRequest",),
    "/v1/embeddings": (
        "EmbeddingCompletionRequest",
        "EmbeddingChatRequest",
        "EmbeddingBatchChatRequest",
        "EmbeddingChatInputRequest",
        "EmbeddingBatchChatInputRequest",
    ),
    "/tokenize": ("TokenizeCompletionRequest", "TokenizeChatRequest"),
}

_MOST_LOGPROBS = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server was started with, as far as it decides what is allowed."""

    tools: bool
    vision: bool
    matryoshka: bool
    max_model_len: int


def _number_like(_checker: object, value: object) -> bool:
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return False
        return True
    return isinstance(value, int | float)


def _integer_like(_checker: object, value: object) -> bool:
    if isinstance(value, bool):
        return True
    return _number_like(None, value) and float(str(value)).is_integer()


def _boolean_like(_checker: object, value: object) -> bool:
    spelled = ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "1", "0")
    return isinstance(value, bool) or value in (0, 1) or (isinstance(value, str) and value.lower() in spelled)


@cache
def _validator(path: str, *, lenient: bool) -> Validator:
    branches = [{"$ref": f"#/components/schemas/{name}"} for name in _ROUTES[path]]
    schema = {**(branches[0] if len(branches) == 1 else {"anyOf": branches}), "components": {"schemas": schemas()}}
    if not lenient:
        return Draft202012Validator(schema)
    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": _number_like, "integer": _integer_like, "boolean": _boolean_like}
    )
    # The stub of `extend` has no types.
    parser: type[Validator] = extend(Draft202012Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    return parser(schema)


def _errors(path: str, body: object, *, lenient: bool) -> Iterator[ValidationError]:
    return _validator(path, lenient=lenient).iter_errors(body)  # type: ignore[arg-type]  # what JSON decodes to


def violations(path: str, body: object) -> list[Violation]:
    """Returns what the server's schema says against a body; nothing for a route that takes none."""
    if path not in _ROUTES:
        return []
    return [Violation(path, _where(error), error.message[:200]) for error in _errors(path, body, lenient=False)]


def check(path: str, body: object, limits: Limits) -> None:
    """Checks a body for a route of inference.

    Raises:
        Refused: as the real server would.
    """
    first = next(_errors(path, body, lenient=True), None)
    if first is not None:
        raise invalid(first.message[:200], _where(first))
    fields = record(body)
    if path == "/v1/embeddings":
        _check_embedding(fields, limits)
        return
    if fields.get("stream_options") is not None and not fields.get("stream"):
        raise impossible("Stream options can only be defined when `stream=True`.", "stream_options")
    if path == "/v1/chat/completions":
        _check_chat(fields, limits)
    else:
        _check_text(fields)
    _check_sampling(fields, limits)


def _where(error: ValidationError) -> str:
    steps = [str(step) for step in error.absolute_path]
    if error.validator == "required" and isinstance(error.instance, dict):
        steps += [
            name for name in items(error.validator_value) if isinstance(name, str) and name not in error.instance
        ][:1]
    return ".".join(["body", *steps])


def _check_chat(fields: dict[str, object], limits: Limits) -> None:
    wanted = record(fields.get("response_format"))
    if wanted.get("type") == "json_schema" and not wanted.get("json_schema"):
        raise impossible("When response_format type is 'json_schema', the 'json_schema' field must be provided.")
    alternatives = integer(fields.get("top_logprobs"))
    if alternatives and not fields.get("logprobs"):
        raise impossible("when using `top_logprobs`, `logprobs` must be set to true.", "top_logprobs")
    if not 0 <= alternatives <= _MOST_LOGPROBS:
        raise impossible(f"top_logprobs must be between 0 and {_MOST_LOGPROBS}", "top_logprobs")
    _check_tools(fields, limits)
    if fields.get("chat_template"):
        raise impossible("Chat template is passed with request, but --trust-request-chat-template is not set.")
    messages = items(fields.get("messages"))
    if not messages:
        raise impossible("Cannot apply chat template to an empty conversation")
    for message in map(record, messages):
        for part in map(record, items(message.get("content"))):
            if part.get("type") == "image_url" and isinstance(part.get("image_url"), str):
                raise impossible("image_url must be an object with a url")
        for url in image_urls(message.get("content")):
            if not limits.vision:
                raise impossible(f"{fields.get('model')} is not a multimodal model")
            if not url.startswith(("data:", "http://", "https://")):
                raise impossible("The URL must be either a HTTP, data or file URL.")


def _check_tools(fields: dict[str, object], limits: Limits) -> None:
    offered, choice = fields.get("tools"), fields.get("tool_choice")
    if offered == []:
        raise impossible("tools must not be an empty array. Remove the field or give a tool.", "tools")
    if choice not in (None, "none") and not offered:
        raise impossible("When using `tool_choice`, `tools` must be set.", "tool_choice")
    named = string(record(record(choice).get("function")).get("name"))
    if named and named not in [record(record(tool).get("function")).get("name") for tool in items(offered)]:
        raise impossible(
            f"The tool {named!r} specified in `tool_choice` does not match any of the `tools`.", "tool_choice"
        )
    if offered and not limits.tools and choice in (None, "auto"):
        raise impossible('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set')


def _check_text(fields: dict[str, object]) -> None:
    if fields.get("suffix") is not None:
        raise impossible("suffix is only supported for models with FIM completion rendering", "suffix")
    prompt = fields.get("prompt")
    if prompt is None and fields.get("prompt_embeds") is None:
        raise impossible("Either prompt or prompt_embeds must be provided and non-empty.", "prompt")
    if prompt in ("", []) or "" in items(prompt):
        raise impossible("The decoder prompt cannot be empty", "prompt")


def _check_sampling(fields: dict[str, object], limits: Limits) -> None:
    def number(name: str) -> float | None:
        value = fields.get(name)
        return float(value) if isinstance(value, str | int | float) else None

    def within(name: str, low: float, high: float, *, open_low: bool = False) -> None:
        value = number(name)
        if value is not None and not (low < value <= high if open_low else low <= value <= high):
            raise impossible(f"{name} must be in {'(' if open_low else '['}{low:g}, {high:g}], got {value:g}.", name)

    within("temperature", 0, 2)
    within("top_p", 0, 1, open_low=True)
    within("top_k", -1, float("inf"))
    within("min_p", 0, 1)
    within("repetition_penalty", 0, float("inf"), open_low=True)
    within("presence_penalty", -2, 2)
    within("frequency_penalty", -2, 2)
    within("n", 1, float("inf"))
    for name in ("max_tokens", "max_completion_tokens"):
        value = number(name)
        if value is not None and value < 1:
            raise impossible(f"{name} must be at least 1, got {value:g}.", name)
        if value is not None and value > limits.max_model_len:
            raise impossible(f"{name} {value:g} is more than max_model_len={limits.max_model_len}.", name)
    if fields.get("stop") == "" or "" in items(fields.get("stop")):
        raise impossible("stop cannot contain an empty string.", "stop")


def _check_embedding(fields: dict[str, object], limits: Limits) -> None:
    if "normalize" in fields:
        raise impossible("`normalize` was removed; use `use_activation`.", "normalize")
    given = fields.get("input")
    if given == []:
        raise impossible("You must pass at least one prompt")
    if given == "" or "" in items(given) or [] in items(given):
        raise impossible("The decoder prompt cannot be empty")
    if fields.get("dimensions") is not None and not limits.matryoshka:
        raise impossible(f'Model "{fields.get("model")}" does not support matryoshka representation.', "dimensions")
