"""Commands that are shown become those of the new server; a script that reads or waits for something is left."""

from __future__ import annotations

import pytest

from tests.analysis.deployment.test_mentioned import ASK, STACK
from tests.analysis.deployment.trees import rewritten

SERVE = "vllm serve meta-llama/Llama-3.2-3B-Instruct --served-model-name llama3.2 --max-model-len 8192"


def sample(line: str) -> str:
    return f"# Start\n\n```sh\n{line}\n```\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ollama serve &", f"{SERVE} &"),
        ("ollama run llama3.2", SERVE),
        ("ollama pull llama3.2   # 2 GB", "hf download meta-llama/Llama-3.2-3B-Instruct   # 2 GB"),
        ("ollama list", "curl -s http://localhost:8000/v1/models"),
        ("ollama ps && echo up", "curl -s http://localhost:8000/v1/models && echo up"),
    ],
)
def test_what_a_document_shows_does_the_same_now(before: str, after: str) -> None:
    result, _ = rewritten({"a.py": ASK, "README.md": sample(before)})
    assert result["README.md"] == sample(after)


@pytest.mark.parametrize(
    "line",
    [
        "ollama list | grep llama",
        'ollama run llama3.2 "Why?"',
        "ollama pull house-model",
        "ollama create mine -f Modelfile",
        "ollama pull llama3.2-vision",
        "my-ollama serve",
    ],
)
def test_what_is_not_known_stays(line: str) -> None:
    files = {"a.py": ASK, "README.md": sample(line)}
    assert rewritten(files)[0]["README.md"] == files["README.md"]


def test_nothing_follows_code_that_stays() -> None:
    files = {"a.py": ASK.replace('["response"]', '["eval_duration"]'), "README.md": sample("ollama serve")}
    assert rewritten(files)[0] == files


def test_a_script_fetches_weights_but_does_not_go_on_before_the_server_is_there() -> None:
    script = "#!/bin/sh\nollama pull llama3.2\nollama serve &\nsleep 5\n./ask.sh\n"
    result, _ = rewritten({"a.py": ASK, "run.sh": script})
    assert result["run.sh"] == script.replace("ollama pull llama3.2", "hf download meta-llama/Llama-3.2-3B-Instruct")


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("README.md", "docker compose restart ollama", "docker compose restart vllm"),
        ("README.md", "docker compose logs -f ollama app", "docker compose logs -f vllm app"),
        ("README.md", "docker compose exec ollama ollama pull qwen2.5:7b", "docker compose up -d --wait vllm"),
        ("README.md", "docker exec -it ollama ollama list", "curl -s http://localhost:8000/v1/models"),
        ("run.sh", "docker compose exec ollama ollama pull qwen2.5:7b", "docker compose up -d --wait vllm"),
        ("README.md", "The service `ollama` has a card.", "The service `vllm` has a card."),
        ("README.md", "| Service | GPU |\n|---|---|\n| `ollama` | 1 |", "| Service | GPU |\n|---|---|\n| `vllm` | 1 |"),
        ("README.md", "docker compose pull && ls ollama", "docker compose pull && ls ollama"),
        ("README.md", "Install `ollama`.", "Install `ollama`."),
        ("README.md", "docker run ollama/ollama", "docker run ollama/ollama"),
    ],
)
def test_services_are_called_what_they_are_called_now(path: str, before: str, after: str) -> None:
    inline = before.startswith(("The", "Install", "|"))

    def text(line: str) -> str:
        return f"{line}\n" if inline or path == "run.sh" else sample(line)

    result, _ = rewritten({"compose.yml": STACK, path: text(before)})
    assert "vllm:\n" in result["compose.yml"]
    assert result[path] == text(after)
