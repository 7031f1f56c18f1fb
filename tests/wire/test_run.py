"""What `assert_same` must catch, and what it must let pass."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.wire.run import assert_same, run_inline, run_program
from tests.wire.serving import Server

BEFORE = """
import requests
reply = requests.post("http://localhost:11434/api/chat", json={
    "model": "llama3.2", "messages": [{"role": "user", "content": "hi"}], "stream": False,
    "options": {"temperature": 0.2, "top_k": 5, "num_predict": 12},
})
print(reply.json()["message"]["content"])
"""

AFTER = """
import requests
reply = requests.post("http://vllm:8000/v1/chat/completions", json={
    "model": "llama3.2", "messages": [{"role": "user", "content": "hi"}], "stream": False,
    "temperature": 0.2, "top_k": 5, "max_tokens": 12,
})
print(reply.json()["choices"][0]["message"]["content"])
"""

# Each is AFTER with one mistake, and a part of what must be said about it.
MISTAKES = {
    "a dropped option": ('"top_k": 5, ', "", "the outputs differ"),
    "options left behind": (
        '"temperature": 0.2, "top_k": 5',
        '"options": {"temperature": 0.2, "top_k": 5}',
        "ignores options",
    ),
    "a leftover that changes nothing": ('"stream": False', '"stream": False, "keep_alive": 0', "ignores keep_alive"),
    "no /v1": ("/v1/chat", "/chat", "the program after exits with 1, not 0"),
    "a changed message": ('"hi"', '"hello"', "the requests differ"),
    "another shape": ("0.2", '"0.2"', "body.temperature: '0.2' is not"),
    "a question too many": (
        "print(",
        'requests.get("http://vllm:8000/health"); print(',
        "1 status requests after, 0 before",
    ),
    "an answer not shown": ("print(", "str(", "the outputs differ"),
}


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES.values(), ids=MISTAKES)
def test_finds_a_mistake_of_the_migration(right: str, wrong: str, said: str) -> None:
    assert right in AFTER
    with pytest.raises(AssertionError) as found:
        assert_same(BEFORE, AFTER.replace(right, wrong, 1), inline=True)
    assert said in str(found.value)


def test_two_programs_that_fail_alike_are_not_the_same() -> None:
    with pytest.raises(AssertionError, match="the program before exits with 1, not 0"):
        assert_same("raise SystemExit(1)", "raise SystemExit(1)", inline=True)


def test_programs_that_ask_nothing_prove_nothing() -> None:
    with pytest.raises(AssertionError, match="asks nothing"):
        assert_same("print(1)", "print(1)", inline=True)


def test_a_right_migration_passes_inline_and_in_processes_of_its_own() -> None:
    inline, _ = assert_same(BEFORE, AFTER, inline=True)
    apart, _ = assert_same(BEFORE, AFTER)
    assert inline.run.stdout == apart.run.stdout
    assert inline.run.stdout.strip()


def test_the_packages_find_their_server_through_the_environment() -> None:
    before = """
import ollama
print(ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "hi"}])["message"]["content"])
print([model.model for model in ollama.list().models])
"""
    after = """
import os
from openai import OpenAI
client = OpenAI(base_url=os.environ["LLM_BASE_URL"] + "/v1", api_key="EMPTY")
messages = [{"role": "user", "content": "hi"}]
print(client.chat.completions.create(model="llama3.2", messages=messages).choices[0].message.content)
print([model.id for model in client.models.list().data])
"""
    for _ in range(2):  # the old package reads its environment once, at import
        assert_same(before, after, inline=True)


def test_loading_may_be_dropped_and_listing_may_become_a_health_check() -> None:
    before = """
import requests
requests.post("http://ollama:11434/api/generate", json={"model": "llama3.2"}).raise_for_status()
print(requests.get("http://ollama:11434/api/tags").status_code)
"""
    after = """
import requests
print(requests.get("http://vllm:8000/health").status_code)
"""
    assert_same(before, after, inline=True)
    with pytest.raises(AssertionError, match="the requests differ"):
        assert_same(before, after, inline=True, dropped=())


def test_an_alias_answers_as_the_model_it_stands_for() -> None:
    after = AFTER.replace('"llama3.2"', '"meta-llama/Llama-3.2-3B-Instruct"')
    assert_same(BEFORE, after, inline=True, aliases={"meta-llama/Llama-3.2-3B-Instruct": "llama3.2"})
    with pytest.raises(AssertionError, match="KeyError: 'choices'"):
        assert_same(BEFORE, after, inline=True)


def test_the_order_counts_unless_it_is_switched_off() -> None:
    asking = """
import requests
for word in WORDS:
    requests.post("http://ollama:11434/api/embed", json={"model": "nomic-embed-text", "input": word})
"""
    asked = asking.replace("ollama:11434/api/embed", "vllm:8000/v1/embeddings")
    before, after = asking.replace("WORDS", "('a', 'b')"), asked.replace("WORDS", "('b', 'a')")
    assert_same(before, after, inline=True, ordered=False)
    with pytest.raises(AssertionError, match="the requests differ"):
        assert_same(before, after, inline=True)


def test_runs_a_file_with_arguments_and_variables(old: Server, tmp_path: Path) -> None:
    program = tmp_path / "app.py"
    program.write_text("import os, sys\nprint(os.environ['API'], sys.argv[1:])\nsys.exit(3)\n", encoding="utf-8")
    run = run_program(program, old.url, env={"API": "{url}/api"}, args=["a", "b"])
    assert (run.stdout, run.code) == (f"{old.url}/api ['a', 'b']\n", 3)


def test_an_inline_program_leaves_no_traces(old: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEPT", "1")
    main, argv = sys.modules["__main__"], sys.argv
    run = run_inline("import os, sys\nos.environ['KEPT'] = '2'\nprint(sys.argv)\nmissing", old.url, args=["x"])
    assert run.stdout == "['program', 'x']\n"
    assert "NameError" in run.stderr
    assert run.code == 1
    assert (sys.modules["__main__"], sys.argv) == (main, argv)
    assert __import__("os").environ["KEPT"] == "1"


def test_an_inline_program_may_define_annotated_classes(old: Server) -> None:
    source = """
from __future__ import annotations
from pydantic import BaseModel
class Inner(BaseModel):
    age: int
class Outer(BaseModel):
    inner: Inner
if __name__ == "__main__":
    print(Outer.model_validate({"inner": {"age": 3}}).inner.age)
"""
    assert run_inline(source, old.url).stdout == "3\n"
