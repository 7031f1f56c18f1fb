"""The code that is written into projects does what the old client did for them."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ollama._utils import convert_function_to_tool
from openai.types.chat import ChatCompletionChunk

from migrator.rules.load import load

SNIPPETS = {snippet.module: snippet for snippet in load().snippets if snippet.language == "python"}


def loaded(name: str) -> ModuleType:
    module = ModuleType(name)
    exec(compile(SNIPPETS[name].text, name, "exec"), module.__dict__)
    return module


IMAGES, TOOLS = loaded("llm_images"), loaded("llm_tools")


def plain() -> str:
    return ""


def documented(city: str, days: int, exact: bool = False) -> str:
    """
    The weather in a city.

    It is made up.

    Args:
        city (str): where, as a name
            in English
        days: how many
            days: as a number

    Returns:
        str: the weather
    """
    return f"{city}{days}{exact}"


def untyped(a, b=1, *, c=None):  # type: ignore[no-untyped-def]  # the point of it
    """Takes anything.

    Args:
      a: something
    """
    return a, b, c


def optional(name: str | None, tags: list[str], more: dict[str, int] | None = None) -> str:
    """Some may be left out."""
    return f"{name}{tags}{more}"


class Thermometer:
    def read(self, room: str) -> float:
        """Reads a thermometer."""
        return float(len(room))


@pytest.mark.parametrize("function", [plain, documented, untyped, optional, Thermometer().read])
def test_a_function_is_described_as_the_old_client_did(function: Callable[..., Any]) -> None:
    made = TOOLS.tool_schema(function)
    before = convert_function_to_tool(function).model_dump(exclude_none=True)["function"]
    before["parameters"].setdefault("required", [])
    assert made["function"] == before


def test_a_description_stays_as_it_is() -> None:
    given = {"type": "function", "function": {"name": "f"}}
    assert TOOLS.tool_schema(given) is given


def test_an_image_is_a_path_bytes_or_text_already(tmp_path: Path) -> None:
    path, text = tmp_path / "cat.png", base64.b64encode(b"cat").decode()
    path.write_bytes(b"cat")
    for image in (path, str(path), b"cat", text, f"{text[:2]}\n{text[2:]}\n"):
        assert IMAGES.image_url(image) == f"data:image/jpeg;base64,{text}"
    assert IMAGES.image_url("A" * 9000).endswith("AAAA")
    with pytest.raises(ValueError, match="does not exist"):
        IMAGES.image_url(str(tmp_path / "dog.jpg"))


def part(*fragments: tuple[int, str | None, str], finish: str | None = None, text: str | None = None) -> Any:
    calls = [
        {"index": index, "id": name and f"id-{name}", "function": {"name": name, "arguments": arguments}}
        for index, name, arguments in fragments
    ]
    delta = {"content": text, "tool_calls": calls or None}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    base = {"id": "x", "created": 0, "model": "m", "object": "chat.completion.chunk"}
    return ChatCompletionChunk.model_validate({**base, "choices": [choice]})


def stream() -> Iterator[Any]:
    yield part(text="I ask.")
    yield part((0, "first", ""))
    yield part((0, None, '{"a"'))
    yield part((0, None, ": 1}"), (1, "second", "{"))
    yield part((1, None, "}"))
    yield part((2, "third", "{}"), finish="tool_calls")
    yield ChatCompletionChunk(id="x", created=0, model="m", object="chat.completion.chunk", choices=[])


async def later() -> AsyncIterator[Any]:
    for one in stream():
        yield one


async def collected(parts: AsyncIterator[Any]) -> list[Any]:
    return [one async for one in parts]


def test_calls_in_a_stream_are_whole_when_their_last_fragment_has_come() -> None:
    for parts in (
        list(TOOLS.whole_tool_calls(stream())),
        asyncio.run(collected(TOOLS.async_whole_tool_calls(later()))),
    ):
        deltas = [one.choices[0].delta for one in parts[:-1]]
        found = [[(call.id, call.function.arguments) for call in delta.tool_calls or ()] for delta in deltas]
        assert found == [[], [], [], [("id-first", '{"a": 1}')], [], [("id-second", "{}"), ("id-third", "{}")]]
        assert [delta.role for delta in deltas if delta.tool_calls] == ["assistant", "assistant"]
        assert deltas[0].content == "I ask."


def test_snippets_need_no_newer_python_than_projects_have() -> None:
    assert all("from __future__ import annotations" in snippet.text for snippet in SNIPPETS.values())
