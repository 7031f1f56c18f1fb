"""Tools as a chat model takes them, and its calls of them."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any

from openai.types.chat import ChatCompletionChunk
from openai.types.chat.chat_completion_chunk import ChoiceDeltaToolCall
from pydantic import create_model


def tool_schema(tool: Callable[..., Any] | Mapping[str, Any]) -> Any:
    """Return the description of a function that a model may call.

    Args:
        tool: the function, or its description, which is returned as it is. The description is taken from the function's
            docstring, those of the parameters from its ``Args:``; a parameter without a type is text, and one that may
            be ``None`` need not be given.
    """
    if isinstance(tool, Mapping):
        return tool
    parameters = inspect.signature(tool, eval_str=True).parameters.values()
    types = {one.name: str if one.annotation is one.empty else one.annotation for one in parameters}
    fields: Any = {name: (kind, ...) for name, kind in types.items() if not name.startswith("_")}
    schema = create_model(tool.__name__, **fields).model_json_schema()
    description, told = _parsed(inspect.getdoc(tool) or "")
    properties, required = {}, []
    for name, value in schema.get("properties", {}).items():
        kinds = list(dict.fromkeys(part.get("type", "string") for part in value.get("anyOf", [value])))
        if "null" not in kinds:
            required.append(name)
        properties[name] = {
            "type": ", ".join(kind for kind in kinds if kind != "null"),
            "description": told.get(name, ""),
        }
    return {
        "type": "function",
        "function": {
            "name": tool.__name__,
            "description": description,
            "parameters": {"type": "object", "required": required, "properties": properties},
        },
    }


def whole_tool_calls(stream: Iterable[ChatCompletionChunk]) -> Iterator[ChatCompletionChunk]:
    """Yield the parts of a stream, with each tool call whole in the part that completes it."""
    calls = _Calls()
    for part in stream:
        yield calls.gathered(part)


async def async_whole_tool_calls(stream: AsyncIterable[ChatCompletionChunk]) -> AsyncIterator[ChatCompletionChunk]:
    """Yield the parts of a stream, with each tool call whole in the part that completes it."""
    calls = _Calls()
    async for part in stream:
        yield calls.gathered(part)


class _Calls:
    """The tool call whose fragments are arriving."""

    def __init__(self) -> None:
        self.open: ChoiceDeltaToolCall | None = None

    def gathered(self, part: ChatCompletionChunk) -> ChatCompletionChunk:
        """Replace the fragments in a part by the calls that they complete."""
        whole: list[ChoiceDeltaToolCall] = []
        for choice in part.choices[:1]:
            for fragment in choice.delta.tool_calls or []:
                self._add(fragment, whole)
            if choice.finish_reason and self.open is not None:
                whole.append(self.open)
                self.open = None
            choice.delta.tool_calls = whole or None
            if whole:
                choice.delta.role = "assistant"
        return part

    def _add(self, fragment: ChoiceDeltaToolCall, whole: list[ChoiceDeltaToolCall]) -> None:
        if self.open is None or fragment.index != self.open.index:
            if self.open is not None:
                whole.append(self.open)
            self.open = fragment
        elif fragment.function and self.open.function:
            self.open.function.arguments = (self.open.function.arguments or "") + (fragment.function.arguments or "")


def _parsed(docstring: str) -> tuple[str, dict[str, str]]:
    """Return what a docstring says of its function, and of each parameter."""
    sections: dict[str, list[str]] = {"": [], "args": [], "rest": []}
    at = ""
    for line in docstring.splitlines():
        word = line.strip().lower()
        if word.startswith("args:"):
            at = "args"
        elif word.startswith(("returns:", "yields:", "raises:")):
            at = "rest"
        else:
            sections[at].append(line.strip())
    told: dict[str, str] = {}
    name = ""
    for line in sections["args"]:
        head, colon, text = line.partition(":")
        if colon:
            name = head.partition("(")[0].strip()
            told[name] = text.strip()
        elif name and line:
            told[name] += f" {line}"
    return "\n".join(sections[""]).strip(), told
