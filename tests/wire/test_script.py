"""The scripted model: the same request the same answer, and any other request another one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire import script
from tests.wire.instance import instance
from tests.wire.logical import Logical, Message, ToolCall, tools

ASKED = Logical("chat", "llama3.2", (Message("system", "Be brief."), Message("user", "hi")), options=(("seed", 1),))
TOOLS = tools(
    [{"type": "function", "function": {"name": "w", "parameters": {"properties": {"n": {"type": "integer"}}}}}]
)

CHANGES = {
    "operation": {"operation": "text"},
    "model": {"model": "mistral"},
    "a role": {"messages": (Message("developer", "Be brief."), Message("user", "hi"))},
    "a content": {"messages": (Message("system", "Be brief!"), Message("user", "hi"))},
    "an image": {"messages": (Message("system", "Be brief."), Message("user", "hi", ("abc",)))},
    "thoughts": {"messages": (Message("system", "Be brief.", thinking="hm"), Message("user", "hi"))},
    "a call": {"messages": (Message("system", "Be brief.", tool_calls=(ToolCall("w", "{}"),)), Message("user", "hi"))},
    "a tool's name": {"messages": (Message("system", "Be brief.", tool="w"), Message("user", "hi"))},
    "the order": {"messages": (Message("user", "hi"), Message("system", "Be brief."))},
    "an option's value": {"options": (("seed", 2),)},
    "an option dropped": {"options": ()},
    "an option added": {"options": (("seed", 1), ("top_k", 5))},
    "the format": {"format": "json"},
    "the tools": {"tools": TOOLS},
    "thinking": {"think": "off"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_everything_asked_shows_in_the_answer(change: dict[str, object]) -> None:
    answers = [script.answer(asked) for asked in (ASKED, replace(ASKED, **change))]  # type: ignore[arg-type]  # any field
    shown = [(answer.text, [call.arguments for call in answer.tool_calls]) for answer in answers]
    assert shown[0] != shown[1]


def test_streaming_and_what_is_ignored_do_not_change_the_answer() -> None:
    assert script.answer(ASKED) == script.answer(replace(ASKED, stream=True, ignored=("options",)))


def test_even_one_token_shows_a_dropped_option() -> None:
    limited = [replace(ASKED, options=(("max_tokens", 1), *more)) for more in ((), (("seed", 1),))]
    first, second = (script.answer(asked) for asked in limited)
    assert first.text != second.text
    assert first.completion_tokens == 1
    assert first.finish == "length"


def test_a_stop_string_ends_the_answer_and_is_left_out() -> None:
    answer = script.answer(replace(ASKED, options=(("stop", '["never"," says "]'),)))
    assert "says" not in answer.text
    assert (answer.finish, answer.completion_tokens) == ("stop", 1)


def test_thoughts_count_towards_the_limit() -> None:
    answer = script.answer(replace(ASKED, options=(("max_tokens", 3),)), thinks=True)
    assert (len(answer.thoughts), answer.text, answer.finish) == (3, "", "length")


def test_tools_are_called_until_their_result_is_there() -> None:
    asked = replace(ASKED, tools=TOOLS)
    answer = script.answer(asked)
    assert [call.name for call in answer.tool_calls] == ["w"]
    assert json.loads(answer.tool_calls[0].arguments).keys() == {"n"}
    told = replace(asked, messages=(*asked.messages, Message("tool", "3", tool="w")))
    assert script.answer(told).tool_calls == ()
    cut = script.answer(replace(asked, options=(("max_tokens", 1),)))
    assert (cut.tool_calls, cut.finish) == ((), "length")


@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(script.split_tokens(text)) == text


@given(st.text(), st.integers(1, script.VECTOR_LENGTH))
def test_vectors_have_length_one(text: str, dimensions: int) -> None:
    vector = script.vector("m", text, dimensions)
    assert len(vector) == dimensions
    assert sum(value * value for value in vector) == pytest.approx(1)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string"}, "value 0000000a"),
        ({"type": "integer", "minimum": 3, "maximum": 5}, 4),
        ({"enum": ["a", "b", "c"]}, "b"),
        ({"const": 7}, 7),
        ({"anyOf": [{"type": "null"}, {"type": "boolean"}]}, True),
        ({"type": ["null", "number"]}, 10),
        ({"type": "array", "items": {"type": "null"}, "minItems": 2}, [None, None]),
        ({"$defs": {"A": {"properties": {"b": {"type": "boolean"}}}}, "$ref": "#/$defs/A"}, {"b": True}),
    ],
)
def test_values_fit_their_schema(schema: dict[str, object], value: object) -> None:
    assert instance(schema, "0000000a") == value
