"""The real packages work against the servers, and give the same model's answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import cast

import ollama
import openai
import pytest
from openai.types.chat import ChatCompletionFunctionToolParam, ChatCompletionMessageParam

from tests.wire.new_server import new_server
from tests.wire.old_server import old_server
from tests.wire.serving import Server

HELLO = "hello world"
SCHEMA: dict[str, object] = {"type": "object", "properties": {"age": {"type": "integer"}, "name": {"type": "string"}}}
TOOL: ChatCompletionFunctionToolParam = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather of a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


def before(server: Server) -> ollama.Client:
    return ollama.Client(host=server.url)


def after(server: Server) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{server.url}/v1", api_key="EMPTY", max_retries=0)


@pytest.fixture
def both(old: Server, new: Server) -> Iterator[tuple[ollama.Client, openai.OpenAI]]:
    yield before(old), after(new)
    assert [request.logical for request in old.requests] == [request.logical for request in new.requests]
    assert new.violations == []


Both = tuple[ollama.Client, openai.OpenAI]


def test_a_model_that_is_not_there_is_a_404_for_both(both: Both) -> None:
    with pytest.raises(ollama.ResponseError) as missing:
        both[0].chat(model="nope", messages=[{"role": "user", "content": HELLO}])
    assert missing.value.status_code == 404
    with pytest.raises(openai.NotFoundError) as unknown:
        both[1].chat.completions.create(model="nope", messages=[{"role": "user", "content": HELLO}])
    assert unknown.value.body == {
        "message": "The model `nope` does not exist. Valid aliases: llama3.2, nomic-embed-text.",
        "type": "NotFoundError",
        "param": "model",
        "code": 404,
    }


def test_without_v1_there_is_no_route(new: Server) -> None:
    client = openai.OpenAI(base_url=new.url, api_key="EMPTY", max_retries=0)
    with pytest.raises(openai.NotFoundError) as missing:
        client.chat.completions.create(model="llama3.2", messages=[{"role": "user", "content": HELLO}])
    assert missing.value.body == {"detail": "Not Found"}


def test_the_old_package_gets_nowhere_on_the_new_server(new: Server) -> None:
    with pytest.raises(ollama.ResponseError) as missing:
        before(new).chat(model="llama3.2", messages=[{"role": "user", "content": HELLO}])
    assert missing.value.status_code == 404


def test_chat(both: Both) -> None:
    said = both[0].chat(
        model="llama3.2", messages=[{"role": "user", "content": HELLO}], options={"temperature": 0.2, "num_predict": 9}
    )
    says = both[1].chat.completions.create(
        model="llama3.2", messages=[{"role": "user", "content": HELLO}], temperature=0.2, max_tokens=9
    )
    assert said.message.content == says.choices[0].message.content
    assert said.done_reason == says.choices[0].finish_reason == "length"
    assert says.usage is not None
    assert (said.prompt_eval_count, said.eval_count) == (says.usage.prompt_tokens, says.usage.completion_tokens)


def test_generate_with_a_system_prompt(both: Both) -> None:
    said = both[0].generate(model="llama3.2", prompt=HELLO, system="Be brief.")
    says = both[1].chat.completions.create(
        model="llama3.2", messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": HELLO}]
    )
    assert said.response == says.choices[0].message.content


def test_raw_prompts(both: Both) -> None:
    said = both[0].generate(model="llama3.2", prompt=HELLO, raw=True, options={"num_predict": 7})
    says = both[1].completions.create(model="llama3.2", prompt=HELLO, max_tokens=7)
    assert said.response == says.choices[0].text
    assert "context" not in said.model_dump(exclude_none=True)


def test_streams(both: Both) -> None:
    parts = list(both[0].chat(model="llama3.2", messages=[{"role": "user", "content": HELLO}], stream=True))
    chunks = list(
        both[1].chat.completions.create(
            model="llama3.2",
            messages=[{"role": "user", "content": HELLO}],
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    assert "".join(part.message.content or "" for part in parts) == "".join(
        chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices
    )
    assert (parts[-1].done, parts[-1].message.content) == (True, "")
    assert (chunks[0].choices[0].delta.role, chunks[0].choices[0].delta.content) == ("assistant", "")
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None
    assert parts[-1].eval_count == chunks[-1].usage.completion_tokens
    assert [chunk.usage for chunk in chunks[:-1]] == [None] * (len(chunks) - 1)


def test_json_mode_and_schema(both: Both) -> None:
    said = both[0].chat(model="llama3.2", messages=[{"role": "user", "content": HELLO}], format="json")
    says = both[1].chat.completions.create(
        model="llama3.2", messages=[{"role": "user", "content": HELLO}], response_format={"type": "json_object"}
    )
    assert isinstance(json.loads(said.message.content or ""), dict)
    assert said.message.content == says.choices[0].message.content
    said = both[0].chat(model="llama3.2", messages=[{"role": "user", "content": HELLO}], format=SCHEMA)
    says = both[1].chat.completions.create(
        model="llama3.2",
        messages=[{"role": "user", "content": HELLO}],
        response_format={"type": "json_schema", "json_schema": {"name": "person", "schema": SCHEMA}},
    )
    assert json.loads(said.message.content or "").keys() == {"age", "name"}
    assert said.message.content == says.choices[0].message.content


def test_a_round_of_tools(both: Both) -> None:
    asked: ChatCompletionMessageParam = {"role": "user", "content": HELLO}
    said = both[0].chat(model="llama3.2", messages=[asked], tools=[dict(TOOL)])
    assert said.message.tool_calls is not None
    call = said.message.tool_calls[0].function
    result = {"role": "tool", "content": "sunny", "tool_name": call.name}
    last = both[0].chat(model="llama3.2", messages=[asked, said.message, result], tools=[dict(TOOL)])

    says = both[1].chat.completions.create(model="llama3.2", messages=[asked], tools=[TOOL])
    message = says.choices[0].message
    assert (message.content, says.choices[0].finish_reason) == (None, "tool_calls")
    assert message.tool_calls is not None
    made = message.tool_calls[0]
    assert made.type == "function"
    assert json.loads(made.function.arguments) == call.arguments
    ends = both[1].chat.completions.create(
        model="llama3.2",
        messages=[
            asked,
            cast(ChatCompletionMessageParam, message),  # programs append the reply as it is
            {"role": "tool", "content": "sunny", "tool_call_id": made.id},
        ],
        tools=[TOOL],
    )
    assert last.message.content == ends.choices[0].message.content


def test_a_streamed_tool_call_comes_in_fragments(new: Server) -> None:
    chunks = after(new).chat.completions.create(
        model="llama3.2", messages=[{"role": "user", "content": HELLO}], tools=[TOOL], stream=True
    )
    deltas = [chunk.choices[0].delta for chunk in chunks]
    pieces = [call.function for delta in deltas for call in delta.tool_calls or [] if call.function]
    assert [piece.name for piece in pieces if piece.name] == ["weather"]
    assert len([piece for piece in pieces if piece.arguments]) > 1
    assert json.loads("".join(piece.arguments or "" for piece in pieces)).keys() == {"city"}


def test_thinking_models() -> None:
    with old_server(reasoning=True) as old, new_server(reasoning=True) as new:
        said = before(old).chat(model="llama3.2", messages=[{"role": "user", "content": HELLO}])
        says = after(new).chat.completions.create(model="llama3.2", messages=[{"role": "user", "content": HELLO}])
        assert said.message.thinking
        assert said.message.thinking == getattr(says.choices[0].message, "reasoning", None)
        silent = before(old).chat(model="llama3.2", messages=[{"role": "user", "content": HELLO}], think=False)
        assert silent.message.thinking is None
        cut = after(new).chat.completions.create(
            model="llama3.2", messages=[{"role": "user", "content": HELLO}], max_tokens=2
        )
        assert cut.choices[0].message.content is None


def test_a_model_that_cannot_think_refuses(old: Server) -> None:
    with pytest.raises(ollama.ResponseError, match="does not support thinking"):
        before(old).chat(model="llama3.2", messages=[{"role": "user", "content": HELLO}], think=True)


def test_embeddings(both: Both) -> None:
    said = both[0].embed(model="nomic-embed-text", input=["a", "b"])
    says = both[1].embeddings.create(model="nomic-embed-text", input=["a", "b"])  # asks for base64
    assert [list(vector) for vector in said.embeddings] == [row.embedding for row in says.data]
    assert said.prompt_eval_count == says.usage.prompt_tokens
    one = both[0].embeddings(model="nomic-embed-text", prompt="a")
    same = both[1].embeddings.create(model="nomic-embed-text", input="a", encoding_format="float")
    assert list(one.embedding) == same.data[0].embedding == says.data[0].embedding
    assert says.data[0].embedding != says.data[1].embedding


def test_lists_of_models(both: Both) -> None:
    names = [model.model for model in both[0].list().models]
    assert names == [f"{card.id}:latest" for card in both[1].models.list()]


def test_async_clients(old: Server, new: Server) -> None:
    async def said() -> str:
        reply = await ollama.AsyncClient(host=old.url).chat(
            model="llama3.2", messages=[{"role": "user", "content": HELLO}]
        )
        return reply.message.content or ""

    async def says() -> str:
        async with openai.AsyncOpenAI(base_url=f"{new.url}/v1", api_key="EMPTY") as client:
            stream = await client.chat.completions.create(
                model="llama3.2", messages=[{"role": "user", "content": HELLO}], stream=True
            )
            return "".join([chunk.choices[0].delta.content or "" async for chunk in stream])

    assert asyncio.run(said()) == asyncio.run(says())


def test_the_old_servers_models_can_be_managed(old: Server) -> None:
    client = before(old)
    assert [step.status for step in client.pull("mistral", stream=True)][-1] == "success"
    client.copy("mistral", "mine")
    assert client.show("mine").capabilities == ["completion", "tools"]
    client.delete("mistral")
    names = [model.model for model in client.list().models]
    assert names == ["llama3.2:latest", "nomic-embed-text:latest", "mine:latest"]
    assert client.ps().models[0].model == "llama3.2:latest"
    with pytest.raises(ollama.ResponseError, match="not found"):
        client.show("mistral")


def test_the_old_server_speaks_the_new_clients_wire_too(old: Server) -> None:
    client = after(old)
    chat = client.chat.completions.create(model="llama3.2", messages=[{"role": "user", "content": HELLO}])
    text = client.completions.create(model="llama3.2", prompt=HELLO)
    assert text.choices[0].text == chat.choices[0].message.content
    assert client.models.retrieve("llama3.2").id == "llama3.2"
    stream = client.chat.completions.create(
        model="llama3.2", messages=[{"role": "user", "content": HELLO}], stream=True
    )
    assert "".join(chunk.choices[0].delta.content or "" for chunk in stream) == text.choices[0].text
    vector = client.embeddings.create(model="nomic-embed-text", input="a", encoding_format="float").data[0].embedding
    assert vector == list(before(old).embed(model="nomic-embed-text", input="a").embeddings[0])
