"""Times that are measured where the requests are made."""

from __future__ import annotations

import pytest

from tests.analysis.tree import rewritten

PYTHON = """
import ollama


def compare(messages):
    first = ollama.chat(model="llama3.2", messages=messages)
    second = ollama.chat(model="qwen3", messages=messages)
    return first["total_duration"] - second["total_duration"]
"""
TYPESCRIPT = """
import ollama from 'ollama'

export async function compare(messages: { role: string; content: string }[]) {
  const first = await ollama.chat({ model: 'llama3.2', messages })
  const second = await ollama.chat({ model: 'qwen3', messages })
  return first.total_duration - second.total_duration
}
"""


@pytest.mark.parametrize(
    ("path", "program", "difference"),
    [
        ("app.py", PYTHON, "first_elapsed - second_elapsed"),
        ("app.ts", TYPESCRIPT, "firstElapsed - secondElapsed"),
    ],
)
def test_requests_of_one_function_are_measured_each_by_itself(path: str, program: str, difference: str) -> None:
    assert difference in rewritten({path: program})[path]


def test_promise_that_is_waited_for_later_is_not_measured() -> None:
    program = TYPESCRIPT.replace("const first = await", "const sent =").replace(
        "  const second", "  const first = await sent\n  const second"
    )
    assert rewritten({"app.ts": program}) == {"app.ts": program}
