"""Loops put together of what real ones do: rewritten, they say the same on both wires, broken off or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.analysis.tree import planned, rewritten
from tests.wire.new_server import new_server
from tests.wire.old_server import old_server
from tests.wire.run import Run, run_inline
from tests.wire.serving import Server

GUARDS = ("", "if not line:\n    continue", "if not line.strip():\n    continue")
STATEMENTS = (
    'text += part["response"]',
    'text += part.get("response", "")',
    'print(part["response"], end="")',
    'token = part.get("response", "")',
    'token = part["response"]',
    "text += token",
    "if token:\n    text += token",
    'if token:\n    text += token\nelif part.get("done"):\n    print("end")',
    'if part.get("response"):\n    print(part["response"], end="")',
    'if "response" in part:\n    text += part["response"]',
    'if chunk := part.get("response"):\n    text += chunk',
    'done = part.get("done", False)',
    'if done:\n    print("end")',
    "if done:\n    break",
    "if token and not done:\n    text += token",
    'if part.get("done"):\n    break',
    'if part["done"]:\n    break',
    'if part.get("done"):\n    print("end", part.get("done_reason"))',
    'if part["done"]:\n    print("end", part["eval_count"])\n    break',
    'if part.get("done"):\n    print(part.get("prompt_eval_count", 0))\nelse:\n    print(".", end="")',
    'if not part["done"]:\n    continue',
    'if not part.get("done"):\n    print(part.get("response"), end="")',
    'if "error" in part:\n    raise RuntimeError("broken")',
    'if part.get("error"):\n    print("failed")\n    break',
)
PROGRAM = """import json
import requests

text = token = ""
done = False
body = {{"model": "llama3.2", "prompt": "hello", "options": {{"num_predict": {limit}}}}}
response = requests.post("http://localhost:11434/api/generate", json=body, stream=True)
for line in response.iter_lines():
{body}
print(text)
"""
Pairs = tuple[tuple[Server, Server], ...]


@pytest.fixture(scope="module")
def wires() -> Iterator[Pairs]:
    """The servers before and after; a second pair fails in the middle. The new one's first part has no text."""
    with (
        old_server() as old,
        new_server() as new,
        old_server(fails_after=2) as failing,
        new_server(fails_after=3) as breaking,
    ):
        yield (old, new), (failing, breaking)


def _seen(run: Run) -> tuple[str, int, str]:
    return run.stdout, run.code, run.stderr.strip().rpartition("\n")[2].partition(":")[0] if run.code else ""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    guard=st.sampled_from(GUARDS),
    statements=st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=5),
    limit=st.sampled_from([3, 40]),
)
def test_rewritten_loops_say_the_same(wires: Pairs, guard: str, statements: list[str], limit: int) -> None:
    lines = "\n".join(part for part in (guard, "part = json.loads(line)", *statements) if part).split("\n")
    program = PROGRAM.format(limit=limit, body="\n".join(f"    {line}" for line in lines))
    plan = planned({"app.py": program})
    if not plan.files:
        assert any(unit.problems for unit in plan.blocked)
        return
    after = plan.files[0].after.decode()
    assert rewritten({"app.py": after})["app.py"] == after
    if any(unit.reviews for unit in plan.done):
        return
    for old, new in wires:
        assert _seen(run_inline(after, new.url)) == _seen(run_inline(program, old.url)), after
