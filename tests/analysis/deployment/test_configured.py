"""Settings in files move with the server that they name, once no call is left that would ask the old one."""

from __future__ import annotations

import pytest

from tests.analysis.deployment.test_mentioned import ASK, STACK
from tests.analysis.deployment.trees import rewritten

MOVES = (
    ("conf.toml", 'base_url = "http://localhost:11434"  # here\n', 'base_url = "http://localhost:8000"  # here\n'),
    ("conf.yml", "llm:\n  url: http://ollama:11434/api\n", "llm:\n  url: http://vllm:8000/v1\n"),
    ("conf.json", '{"llm": {"host": "ollama", "port": 11434}}\n', '{"llm": {"host": "vllm", "port": 8000}}\n'),
    (
        "helm/values.yaml",
        "ollama:\n  host: ollama\n  port: 11434\n  pause: 11434\nother:\n  port: 11434\n",
        "ollama:\n  host: vllm\n  port: 8000\n  pause: 11434\nother:\n  port: 11434\n",
    ),
    (
        "conf.json",
        '{"endpoint": "http://localhost:11434/api/generate"}\n',
        '{"endpoint": "http://localhost:8000/v1/chat/completions"}\n',
    ),
)


@pytest.mark.parametrize(("path", "before", "after"), MOVES)
def test_a_setting_moves_with_the_server(path: str, before: str, after: str) -> None:
    result, _ = rewritten({"compose.yml": STACK, path: before})
    assert "vllm:\n" in result["compose.yml"]
    assert result[path] == after


def test_without_a_server_it_moves_with_the_code() -> None:
    path, before, after = MOVES[0]
    assert rewritten({path: before, "a.py": ASK})[0][path] == after
    assert rewritten({path: before})[0][path] == before


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"conf.yml": MOVES[1][1], "a.py": ASK.replace('["response"]', '["eval_duration"]')}, "conf.yml"),
        ({"conf.json": MOVES[4][1], "a.py": "import json\n\nload('conf.json')\n"}, "conf.json"),
        ({"ui.yml": "services:\n  ui:\n    image: acme/ui\n    options: {url: http://ollama:11434}\n"}, "ui.yml"),
        ({"conf.yml": "pull: http://ollama:11434/api/pull\n"}, "conf.yml"),
    ],
    ids=["a call stays", "code may ask it as it was", "another image's", "no counterpart"],
)
def test_a_setting_that_may_be_asked_as_it_was_stays_with_its_server(files: dict[str, str], path: str) -> None:
    result, _ = rewritten({"compose.yml": STACK, **files})
    assert result["compose.yml"] == STACK
    assert result[path] == files[path]
