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


def test_what_a_page_shows_does_the_same_now() -> None:
    page = "<template>\n  <p>No server. Start it with <code>{}</code>.</p>\n</template>\n"
    result, _ = rewritten({"a.py": ASK, "a.vue": page.format("ollama serve")})
    assert result["a.vue"] == page.format(SERVE)


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


def test_a_script_fetches_weights() -> None:
    script = "#!/bin/sh\nollama pull llama3.2\n./ask.sh\n"
    result, _ = rewritten({"a.py": ASK, "run.sh": script})
    assert result["run.sh"] == script.replace("ollama pull llama3.2", "hf download meta-llama/Llama-3.2-3B-Instruct")


@pytest.mark.parametrize(
    "starts",
    [
        "ollama serve &",
        "curl -fsSL https://ollama.com/install.sh | sh",
        "sudo systemctl restart ollama",
        "brew install ollama",
        "command -v ollama || exit 1",
        "docker run -d --name llm \\\n  -p 11434:11434 ollama/ollama",
    ],
)
def test_a_script_with_a_server_of_its_own_is_not_half_about_the_new_one(starts: str) -> None:
    rest = "sleep 5\nollama pull llama3.2\necho 'Ollama is at http://localhost:11434'\n./ask.sh\n"
    files = {"a.py": ASK, "run.sh": f"#!/bin/sh\n{starts}\n{rest}"}
    result, _ = rewritten(files)
    assert result["run.sh"] == files["run.sh"]
    assert result["a.py"] != ASK


def test_a_script_that_makes_the_container_speaks_of_that_one() -> None:
    script = "#!/bin/sh\ndocker run -d --name ollama -p 11434:11434 $IMAGE\necho 'Ollama: http://localhost:11434'\n"
    result, _ = rewritten({"compose.yml": STACK, "run.sh": script})
    assert "vllm:\n" in result["compose.yml"]
    assert result["run.sh"] == script


def test_what_only_speaks_of_installing_the_server_is_no_server_of_its_own() -> None:
    script = "#!/bin/sh\n# brew install ollama\nollama pull llama3.2\n"
    result, _ = rewritten({"a.py": ASK, "run.sh": script})
    assert "hf download" in result["run.sh"]


@pytest.mark.parametrize(
    "line",
    [
        "docker exec ollama ollama list | grep qwen",
        "docker compose exec -T ollama ollama rm qwen2.5:7b",
        "docker compose exec ollama ollama pull llama3:70b",
        'docker exec -it "$CONTAINER" ollama pull qwen2.5:7b',
        "docker run -d --name ollama -p 11434:11434 ollama/ollama && docker logs ollama",
        "docker ps | grep -q '^ollama$' || docker start ollama",
        "docker run -d --name=ollama $IMAGE\ndocker logs ollama",
        "docker run -d \\\n  --name ollama \\\n  -p 11434:11434 \\\n  ollama/ollama",
    ],
)
def test_a_command_in_a_container_changes_whole_or_not_at_all(line: str) -> None:
    files = {"compose.yml": STACK, "README.md": sample(line)}
    result, _ = rewritten(files)
    assert "vllm:\n" in result["compose.yml"]
    assert result["README.md"] == files["README.md"]


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


@pytest.mark.parametrize(
    "line",
    [
        'subprocess.run(["ollama", "ps"], capture_output=True)',
        'out = subprocess.run(["ollama", "list"])',
        'subprocess.run(["ollama", "pull", "llama3.2"])',
        'subprocess.run(["ollama", "serve"])',
        'subprocess.run(["ollama", "ps"], stdout=PIPE)',
    ],
)
def test_a_program_that_reads_or_starts_something_keeps_its_command(line: str) -> None:
    bench = f"import subprocess\n\n{line}\n"
    assert rewritten({"a.py": ASK, "bench.py": bench})[0]["bench.py"] == bench


def test_a_program_that_shows_what_is_loaded_asks_the_server() -> None:
    bench = "import subprocess\n\n\ndef main():\n    subprocess.run(['ollama', 'ps'], check=True)\n"
    asks = "'curl', '-s', 'http://localhost:8000/v1/models'"
    after = rewritten({"a.py": ASK, "bench.py": bench})[0]["bench.py"]
    assert after == bench.replace("'ollama', 'ps'", asks)
