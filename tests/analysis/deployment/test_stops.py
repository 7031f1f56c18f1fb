"""Services take as many texts to stop at as requests of the code have."""

from __future__ import annotations

import pytest
import yaml

from tests.analysis.variables.test_values import rewritten

ASKS = """\
import requests


def ask(prompt):
    reply = requests.post(
        "http://ollama:11434/api/generate",
        json={"model": "llama3.2", "prompt": prompt, "stream": False, "options": {"stop": ["a", "b", "c", "d", "e"]}},
    )
    return reply.json()["response"]
"""


@pytest.mark.parametrize(
    "environment",
    [
        "",
        "    environment:\n      OLLAMA_KEEP_ALIVE: 1m\n",
        "    environment: {OLLAMA_KEEP_ALIVE: 1m}\n",
        "    environment:\n      - TZ=UTC\n",
    ],
)
def test_the_service_sets_what_the_code_asks_for(environment: str) -> None:
    stack = f"services:\n  ollama:\n    image: ollama/ollama\n{environment}  app:\n    build: .\n"
    after, _, _ = rewritten({"docker-compose.yml": stack, "app.py": ASKS})
    given = yaml.safe_load(after["docker-compose.yml"])["services"]["vllm"]["environment"]
    given = dict(one.split("=", 1) for one in given) if isinstance(given, list) else given
    assert given["VLLM_MAX_STOP_STRINGS"] == "5"
    assert given["HF_TOKEN"] == "${HF_TOKEN:-}"
