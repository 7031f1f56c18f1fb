"""A call without a counterpart is not lost sight of when the base of its URL moves."""

from __future__ import annotations

from tests.analysis.tree import blocked, rewritten

SERVICE = """
import requests

BASE = "http://localhost:11434"


def pull(name):
    return requests.post(f"{BASE}/api/pull", json={"name": name})


def ask(prompt):
    r = requests.post(f"{BASE}/api/generate", json={"model": "m", "prompt": prompt, "stream": False})
    r.raise_for_status()
    return r.json()["response"]
"""


def test_a_route_of_ones_own_on_the_new_port_is_not_taken_for_it() -> None:
    assert (
        blocked({"a.py": 'import requests\n\nrequests.post("http://localhost:8000/api/chat", json={"q": 1})\n'}) == []
    )


def test_a_call_that_stays_is_still_reported_after_the_rewrite() -> None:
    before = {"a.py": SERVICE}
    after = rewritten(before)
    assert "http://localhost:8000" in after["a.py"]
    assert "/api/pull" in after["a.py"]
    assert blocked(before) == blocked(after) == ["pull: the new server has no counterpart"]
