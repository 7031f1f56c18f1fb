"""The request that a program means, whichever wire it speaks.

`old_logical.from_old` and `new_logical.from_new` read the two wires into the same `Logical`. What the new server has no
use for (load options, keep-alive) is not part of it; what it has another name for stands under the new name.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from tests.wire.values import canonical, decoded, items, record, string

Option = str | int | float | bool

# Status requests tell what a server is and has; the two wires cut them differently, so they are compared as one kind.
STATUS = frozenset({"health", "models", "version"})


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call of a tool; `arguments` is canonical JSON text."""

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; images are short digests of their bytes."""

    role: str
    content: str = ""
    images: tuple[str, ...] = ()
    thinking: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Logical:
    """A request without its wire.

    `operation` is chat, text (raw completion), embed, one of `STATUS`, load, unload, tokenize, show, pull, push,
    create, copy, delete, or unknown. `inputs` are the prompts of text and the inputs of embed. `options` are sorted
    pairs under the new server's names; `format` is "", "json" or a canonical schema; `think` is "", "on", "off" or an
    effort; `ignored` lists what the server accepts and silently does without.
    """

    operation: str
    model: str = ""
    messages: tuple[Message, ...] = ()
    inputs: tuple[str, ...] = ()
    options: tuple[tuple[str, Option], ...] = ()
    format: str = ""
    tools: tuple[str, ...] = ()
    think: str = ""
    stream: bool = False
    ignored: tuple[str, ...] = ()

    def option(self, name: str) -> Option | None:
        """Returns the value of an option, or None where it is unset."""
        return dict(self.options).get(name)


def model_name(name: str) -> str:
    """Returns the name without what the old server does not tell apart: case and the tag it assumes."""
    return name.lower().removesuffix(":latest")


def image_digest(payload: str) -> str:
    """Returns a digest of the image in base64 text or a data URL; a URL to fetch stands for itself."""
    if payload.startswith(("http://", "https://", "file://")):
        return payload
    if payload.startswith("data:"):
        payload = payload.partition(",")[2]
    try:
        data = base64.b64decode(payload + "=" * (-len(payload) % 4), validate=True)
    except (binascii.Error, ValueError):
        return f"not base64: {payload[:20]}"
    return hashlib.sha256(data).hexdigest()[:12]


def tool_call(value: object) -> ToolCall:
    """Returns the call of a tool, whether its arguments are an object or the JSON text of one."""
    function = record(record(value).get("function"))
    arguments = function.get("arguments")
    return ToolCall(
        string(function.get("name")), canonical(decoded(arguments) if isinstance(arguments, str) else arguments)
    )


def tool_calls(value: object) -> tuple[ToolCall, ...]:
    """Returns the calls in a message's list."""
    return tuple(tool_call(item) for item in items(value))


# What the old server keeps of a parameter's schema; its client and its types drop every other key.
_KEPT = frozenset({"$defs", "anyOf", "description", "enum", "items", "properties", "required", "type"})


def _kept(schema: object) -> object:
    if isinstance(schema, list):
        return [_kept(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, object] = {}
    for key, value in schema.items():
        if key not in _KEPT or value in (None, "", [], {}):
            continue
        if key in ("properties", "$defs"):
            kept[key] = {name: _kept(inner) for name, inner in record(value).items()}
        elif key == "type" and isinstance(value, list) and len(value) == 1:
            kept[key] = value[0]
        else:
            kept[key] = value if key in ("enum", "required") else _kept(value)
    return kept


def tools(value: object) -> tuple[str, ...]:
    """Returns each tool of a request's list as canonical JSON of its name, description and parameters."""
    found: list[str] = []
    for item in items(value):
        function = record(record(item).get("function"))
        found.append(
            canonical(
                {
                    "name": function.get("name"),
                    "description": function.get("description") or "",
                    "parameters": _kept(function.get("parameters") or {}),
                }
            )
        )
    return tuple(found)


def sampling(name: str, value: object) -> Option | None:
    """Returns the canonical value of a sampling option of the new server, or None where it means unset."""
    if value is None or value in ([], ""):
        return None
    if name == "stop":
        return canonical([value] if isinstance(value, str) else value)
    if isinstance(value, str):
        value = decoded(value)  # the new server reads "0.5" as a number
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value if isinstance(value, bool) else canonical(value)
    if name == "seed":
        return None if value == -1 else int(value)
    if name == "top_k":
        return max(int(value), 0) if value >= -1 else int(value)
    if name in ("max_tokens", "top_logprobs"):
        return int(value)
    return float(value)


def sorted_options(options: dict[str, Option | None]) -> tuple[tuple[str, Option], ...]:
    """Returns the set options as sorted pairs."""
    return tuple(sorted((name, value) for name, value in options.items() if value is not None))
