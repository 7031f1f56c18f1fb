"""URLs that come from the environment, each place with a default of its own."""

from __future__ import annotations

from tests.analysis.tree import blocked, planned, rewritten

ASK = """import os

import requests

BASE = os.getenv({name!r}, {default!r})


def ask(text):
    body = {{"model": "llama3.2", "prompt": text, "stream": False{more}}}
    return requests.post({url}, json=body).json()["response"]
"""


def ask(name: str = "OLLAMA_URL", default: str = "http://localhost:11434", more: str = "", url: str = "") -> str:
    return ASK.format(name=name, default=default, more=more, url=url or 'f"{BASE}/api/generate"')


def test_two_places_that_ask_for_one_variable_stay_together() -> None:
    files = {"a.py": ask(), "b.py": ask(default="http://127.0.0.1:11434", more=', "wibble": 1')}
    assert rewritten(files) == files
    assert any("changes together with b.py" in why for why in blocked(files))


def test_two_variables_are_two_servers() -> None:
    files = {"a.py": ask(), "b.py": ask(name="OLLAMA_EMBED_URL", more=', "wibble": 1')}
    after = rewritten(files)
    assert "/v1/chat/completions" in after["a.py"]
    assert after["b.py"] == files["b.py"]


def test_both_places_move_where_both_can() -> None:
    after = rewritten({"a.py": ask(), "b.py": ask(default="http://127.0.0.1:11434")})
    assert all(":8000" in text and "/v1/chat/completions" in text for text in after.values())


def test_variable_that_holds_the_path_is_a_review() -> None:
    (unit,) = planned({"a.py": ask(default="http://localhost:11434/api/generate", url="BASE")}).done
    assert "`OLLAMA_URL` holds the path as well: where it is set, it must end in /v1/chat/completions" in unit.reviews


def test_a_call_without_a_counterpart_holds_nobody_back() -> None:
    drop = (
        'import os\n\nimport requests\n\nBASE = os.environ["OLLAMA_URL"]\n'
        'requests.delete(f"{BASE}/api/delete", json={"model": "m"})\n'
    )
    after = rewritten({"a.py": ask(), "b.py": drop})
    assert "/v1/chat/completions" in after["a.py"]
    assert after["b.py"] == drop
