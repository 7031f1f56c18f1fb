"""The two wires mean the same, and what is lost between them shows."""

from __future__ import annotations

import pytest

from tests.wire.new_logical import from_new
from tests.wire.old_logical import from_old

CHAT, TEXT, EMBED = "/v1/chat/completions", "/v1/completions", "/v1/embeddings"
HELLO = [{"role": "user", "content": "hello"}]
SCHEMA = {"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]}
FUNCTION = {"name": "weather", "description": "d", "parameters": SCHEMA}
TOOL = {"type": "function", "function": FUNCTION}
STRICT_TOOL = {"type": "function", "function": {**FUNCTION, "strict": True, "parameters": {**SCHEMA, "title": "T"}}}
PICTURE = "aGVsbG8="

# What must NOT be equal: a migration that forgot something, or copied what means something else.
DIFFERENT = {
    "the options are left behind": ({"options": {"temperature": 0.2}}, {"options": {"temperature": 0.2}}),
    "an option is dropped": ({"options": {"seed": 1, "top_k": 3}}, {"seed": 1}),
    "the penalty keeps its old name": ({"options": {"repeat_penalty": 1.1}}, {"repeat_penalty": 1.1}),
    "the limit keeps its old name": ({"options": {"num_predict": 5}}, {"num_predict": 5}),
    "a negative limit is copied": ({"options": {"num_predict": -1}}, {"max_tokens": -1}),
    "the penalty outlives its window": (
        {"options": {"repeat_last_n": 0, "repeat_penalty": 1.1}},
        {"repetition_penalty": 1.1},
    ),
    "the format is left behind": ({"format": "json"}, {"format": "json"}),
    "the schema is only called JSON": ({"format": SCHEMA}, {"response_format": {"type": "json_object"}}),
    "the old guided field": ({"format": SCHEMA}, {"guided_json": SCHEMA}),
    "thinking is left behind": ({"think": False}, {"think": False}),
    "thinking is switched the other way": (
        {"think": False},
        {"chat_template_kwargs": {"enable_thinking": True, "thinking": True}},
    ),
    "one key switches on, the other off": (
        {"think": True},
        {"chat_template_kwargs": {"enable_thinking": True, "thinking": False}},
    ),
    "another model": ({}, {"model": "mistral"}),
    "a role in capitals": (
        {"messages": [{"role": "USER", "content": "hello"}]},
        {"messages": [{"role": "USER", "content": "hello"}]},
    ),
    "the picture is left behind": (
        {"messages": [{"role": "user", "content": "x", "images": [PICTURE]}]},
        {"messages": [{"role": "user", "content": "x", "images": [PICTURE]}]},
    ),
    "the thoughts of the history are lost": (
        {"messages": [{"role": "assistant", "content": "x", "thinking": "hm"}, *HELLO]},
        {"messages": [{"role": "assistant", "content": "x", "thinking": "hm"}, *HELLO]},
    ),
    "the tools are dropped": ({"tools": [TOOL]}, {}),
    "a streaming default is not written out": ({"stream": None}, {}),
    "tools are forbidden": ({"tools": [TOOL]}, {"tools": [TOOL], "tool_choice": "none"}),
    "a new option appears": ({}, {"n": 2}),
}

EQUAL = {
    "nothing set": ({}, {}),
    "every sampling option": (
        {
            "options": {
                "temperature": 0.2,
                "top_p": 0.9,
                "top_k": 40,
                "min_p": 0.05,
                "repeat_penalty": 1.1,
                "presence_penalty": 0.5,
                "frequency_penalty": 0.5,
                "seed": 7,
                "stop": ["a", "b"],
                "num_predict": 20,
            }
        },
        {
            "temperature": 0.2,
            "top_p": 0.9,
            "top_k": 40,
            "min_p": 0.05,
            "repetition_penalty": 1.1,
            "presence_penalty": 0.5,
            "frequency_penalty": 0.5,
            "seed": 7,
            "stop": ["a", "b"],
            "max_tokens": 20,
        },
    ),
    "load options are dropped": ({"options": {"num_ctx": 8192, "num_thread": 4, "num_gpu": 1, "mirostat": 1}}, {}),
    "keep-alive is dropped": ({"keep_alive": "5m"}, {}),
    "unset limits are omitted": ({"options": {"num_predict": -1, "seed": -1}}, {}),
    "null is unset": ({"options": {"temperature": None}, "format": None}, {"temperature": None, "seed": None}),
    "an empty format is none": ({"format": ""}, {}),
    "no window means no penalty": ({"options": {"repeat_last_n": 0, "repeat_penalty": 1.3}}, {}),
    "one stop string": ({"options": {"stop": ["a"]}}, {"stop": "a"}),
    "an integer is a number": ({"options": {"temperature": 0}}, {"temperature": 0.0}),
    "top_k off": ({"options": {"top_k": 0}}, {"top_k": -1}),
    "JSON": ({"format": "json"}, {"response_format": {"type": "json_object"}}),
    "a schema": (
        {"format": SCHEMA},
        {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": SCHEMA}}},
    ),
    "a schema as structured output": ({"format": SCHEMA}, {"structured_outputs": {"json": SCHEMA}}),
    "thinking off": ({"think": False}, {"chat_template_kwargs": {"enable_thinking": False, "thinking": False}}),
    "thinking off as an effort": ({"think": False}, {"reasoning_effort": "none"}),
    "an effort": ({"think": "low"}, {"reasoning_effort": "low"}),
    "tools": ({"tools": [TOOL]}, {"tools": [TOOL]}),
    "tools with the choice written out": ({"tools": [TOOL]}, {"tools": [TOOL], "tool_choice": "auto"}),
    "no tools": ({"tools": []}, {}),
    "what the old package drops of a tool": ({"tools": [TOOL]}, {"tools": [STRICT_TOOL]}),
    "log probabilities": ({"logprobs": True, "top_logprobs": 2}, {"logprobs": True, "top_logprobs": 2}),
    "the assumed tag and case": ({"model": "Llama3.2:latest"}, {"model": "llama3.2"}),
    "a role in capitals, lowered": ({"messages": [{"role": "USER", "content": "hello"}]}, {}),
    "a picture": (
        {"messages": [{"role": "user", "content": "x", "images": [PICTURE]}]},
        {
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PICTURE}"}},
                        {"type": "text", "text": "x"},
                    ],
                }
            ]
        },
    ),
    "thoughts of the history": (
        {"messages": [{"role": "assistant", "content": "x", "thinking": "hm"}, *HELLO]},
        {"messages": [{"role": "assistant", "content": "x", "reasoning": "hm"}, *HELLO]},
    ),
    "a tool's result": (
        {
            "messages": [
                {"role": "assistant", "tool_calls": [{"function": {"name": "w", "arguments": {"city": "Bonn"}}}]},
                {"role": "tool", "content": "sunny", "tool_name": "w"},
            ]
        },
        {
            "messages": [
                {
                    "role": "assistant",
                    "content": None,
                    "tool_calls": [
                        {"id": "a", "type": "function", "function": {"name": "w", "arguments": '{"city": "Bonn"}'}}
                    ],
                },
                {"role": "tool", "content": "sunny", "tool_call_id": "a"},
            ]
        },
    ),
}


def old_chat(fields: dict[str, object]) -> dict[str, object]:
    return {"model": "llama3.2", "messages": HELLO, "stream": False, **fields}


@pytest.mark.parametrize(("before", "after"), DIFFERENT.values(), ids=DIFFERENT)
def test_a_wrong_migration_of_chat_means_something_else(before: dict[str, object], after: dict[str, object]) -> None:
    asked = from_old("POST", "/api/chat", old_chat(before))
    assert asked != from_new("POST", CHAT, {"model": "llama3.2", "messages": HELLO, **after})


@pytest.mark.parametrize(("before", "after"), EQUAL.values(), ids=EQUAL)
def test_a_right_migration_of_chat_means_the_same(before: dict[str, object], after: dict[str, object]) -> None:
    asked = from_old("POST", "/api/chat", old_chat(before))
    assert asked == from_new("POST", CHAT, {"model": "llama3.2", "messages": HELLO, **after})


@pytest.mark.parametrize(
    ("fields", "ignored"),
    [
        ({"options": {"temperature": 0}, "keep_alive": 0}, ("keep_alive", "options")),
        ({"format": "json", "think": True}, ("format", "think")),
        ({"repeat_penalty": 1.1, "num_ctx": 1, "guided_json": {}}, ("guided_json", "num_ctx", "repeat_penalty")),
        ({"messages": [{"role": "user", "content": "x", "images": [PICTURE]}]}, ("messages[0].images",)),
        ({"messages": [*HELLO, {"role": "tool", "content": "x", "tool_name": "w"}]}, ("messages[1].tool_name",)),
        ({"messages": [{"role": "assistant", "content": "x", "thinking": "hm"}]}, ("messages[0].thinking",)),
    ],
)
def test_says_what_the_new_server_ignores(fields: dict[str, object], ignored: tuple[str, ...]) -> None:
    assert from_new("POST", CHAT, {"model": "llama3.2", "messages": HELLO, **fields}).ignored == ignored


def test_says_what_is_ignored_on_the_other_routes() -> None:
    assert from_new("POST", TEXT, {"prompt": "x", "max_completion_tokens": 5}).ignored == ("max_completion_tokens",)
    assert from_new("POST", EMBED, {"input": "x", "truncate": True, "options": {}}).ignored == ("options", "truncate")


def test_nothing_is_ignored_of_a_reply_object_that_a_client_sends_back() -> None:
    message = {"role": "assistant", "content": "x", "annotations": None, "refusal": None, "token_ids": None}
    assert from_new("POST", CHAT, {"messages": [message]}).ignored == ()


def test_generate_is_a_chat_with_the_system_message_first() -> None:
    asked = from_old(
        "POST",
        "/api/generate",
        {"model": "m", "system": "s", "prompt": "p", "images": [PICTURE], "options": {"num_predict": 3}},
    )
    picture = {"type": "image_url", "image_url": {"url": f"data:;base64,{PICTURE}"}}
    messages = [
        {"role": "system", "content": "s"},
        {"role": "user", "content": [picture, {"type": "text", "text": "p"}]},
    ]
    assert asked == from_new("POST", CHAT, {"model": "m", "messages": messages, "max_tokens": 3, "stream": True})


def test_a_raw_prompt_is_no_chat_and_its_limit_must_be_written() -> None:
    asked = from_old(
        "POST", "/api/generate", {"model": "m", "prompt": "p", "raw": True, "options": {"num_predict": 99}}
    )
    assert asked == from_new("POST", TEXT, {"model": "m", "prompt": "p", "max_tokens": 99, "stream": True})
    assert asked != from_new("POST", TEXT, {"model": "m", "prompt": "p", "stream": True})


@pytest.mark.parametrize("field", ["suffix", "template", "context"])
def test_nothing_equals_what_has_no_counterpart(field: str) -> None:
    asked = from_old("POST", "/api/generate", {"model": "m", "prompt": "p", field: [1], "stream": False})
    assert asked.options == ((field, "[1]"),)


def test_raw_http_streams_unless_told_not_to() -> None:
    assert from_old("POST", "/api/generate", {"prompt": "p"}).stream
    assert not from_old("POST", "/api/generate", {"prompt": "p", "stream": False}).stream
    assert not from_old("POST", CHAT, {"messages": HELLO}).stream
    assert not from_new("POST", CHAT, {"messages": HELLO}).stream


@pytest.mark.parametrize(
    ("path", "body", "operation"),
    [
        ("/api/generate", {"model": "m"}, "load"),
        ("/api/generate", {"model": "m", "prompt": "", "keep_alive": 0.0}, "unload"),
        ("/api/generate", {"model": "m", "keep_alive": "0s"}, "unload"),
        ("/api/generate", {"model": "m", "keep_alive": "10m"}, "load"),
        ("/api/chat", {"model": "m", "messages": []}, "load"),
        ("/api/chat", {"model": "m", "messages": HELLO, "keep_alive": 0}, "chat"),
    ],
)
def test_an_empty_prompt_loads_or_unloads(path: str, body: dict[str, object], operation: str) -> None:
    assert from_old("POST", path, body).operation == operation


def test_both_ways_of_embedding_mean_the_same() -> None:
    asked = from_new("POST", EMBED, {"model": "e", "input": "x", "encoding_format": "float"})
    assert from_old("POST", "/api/embed", {"model": "e", "input": ["x"], "truncate": True}) == asked
    assert from_old("POST", "/api/embeddings", {"model": "e", "prompt": "x", "keep_alive": 1}) == asked
    assert from_old("POST", "/api/embed", {"model": "e", "input": "x", "dimensions": 8}) != asked


def test_the_old_v1_puts_prompts_through_the_template() -> None:
    asked = from_old("POST", TEXT, {"model": "m", "prompt": "p"})
    assert asked == from_new("POST", CHAT, {"model": "m", "messages": [{"role": "user", "content": "p"}]})
    assert asked != from_new("POST", TEXT, {"model": "m", "prompt": "p"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("GET", "/"), ("GET", "/health")),
        (("HEAD", "/"), ("GET", "/health")),
        (("GET", "/api/tags"), ("GET", "/v1/models")),
        (("GET", "/api/version"), ("GET", "/version")),
    ],
)
def test_status_routes_have_counterparts(before: tuple[str, str], after: tuple[str, str]) -> None:
    assert from_old(*before, None) == from_new(*after, None)
    assert from_new(*before, None).operation == "unknown"
