"""What people read of a server's address follows it; what a program asks there holds it back."""

from __future__ import annotations

from tests.analysis.deployment.trees import rewritten

STACK = """\
services:
  ollama:
    image: ollama/ollama
    ports: ["11434:11434"]
    gpus: all
  app:
    build: .
    environment: {MODEL: "qwen2.5:7b"}
"""


def told(path: str, text: str) -> str:
    after, _ = rewritten({"compose.yml": STACK, path: text})
    assert "vllm:\n" in after["compose.yml"]
    return after[path]


def test_documents_comments_and_texts_for_people_follow() -> None:
    for path, before, after in (
        ("README.md", "At `http://localhost:11434`.\n", "At `http://localhost:8000`.\n"),
        ("README.md", "Inside, it is <http://ollama:11434>.\n", "Inside, it is <http://vllm:8000>.\n"),
        ("README.md", "```\ncurl localhost:11434\n```\n", "```\ncurl localhost:8000/health\n```\n"),
        (
            "README.md",
            "```\ncurl -s http://localhost:11434/api/tags\n```\n",
            "```\ncurl -s http://localhost:8000/v1/models\n```\n",
        ),
        ("README.md", "Ollama (port **11434**, `:11434`)\n", "Ollama (port **8000**, `:8000`)\n"),
        ("a.py", "# asks http://ollama:11434\n", "# asks http://vllm:8000\n"),
        (
            "a.py",
            "raise SystemExit('no answer at localhost:11434')\n",
            "raise SystemExit('no answer at localhost:8000')\n",
        ),
        (
            "Form.vue",
            '<template>\n  <input placeholder="http://localhost:11434" />\n</template>\n',
            '<template>\n  <input placeholder="http://localhost:8000" />\n</template>\n',
        ),
    ):
        assert told(path, before) == after


def test_history_and_others_servers_stay() -> None:
    for path, text in (
        ("CHANGELOG.md", "- at http://localhost:11434\n"),
        ("README.md", "At http://gpu.example.org:1234.\n"),
        ("README.md", "The port is 11434.\n"),
        ("README.md", "Ollama listens on 11434, so does llama.cpp.\n"),
        ("README.md", "Ollama build 0.11434, or ollama-11434.\n"),
    ):
        assert told(path, text) == text


def test_what_a_program_asks_holds_the_server_back() -> None:
    for path, text in (
        ("a.ts", "const url = 'http://localhost:11434'\n"),
        ("a.py", "URL = 'http://localhost:11434'\n"),
    ):
        after, why = rewritten({"compose.yml": STACK, path: text, "README.md": "See http://localhost:11434.\n"})
        assert after["README.md"] == "See http://localhost:11434.\n"
        assert any("localhost:11434 still names the server here" in one for one in why)


ASK = """\
import requests


def ask(prompt):
    body = {"model": "llama3.2", "prompt": prompt, "stream": False}
    return requests.post("http://localhost:11434/api/generate", json=body).json()["response"]
"""


def test_without_a_server_in_the_code_base_documents_follow_the_code() -> None:
    text = "Ollama answers at `http://localhost:11434`.\n"
    after, _ = rewritten({"a.py": ASK, "README.md": text})
    assert "http://localhost:8000/v1/chat/completions" in after["a.py"]
    assert after["README.md"] == "Ollama answers at `http://localhost:8000`.\n"
    assert rewritten({"README.md": text})[0]["README.md"] == text, "nothing was rewritten"


def test_a_server_that_stays_keeps_its_address_and_commands_in_documents() -> None:
    stack = STACK.replace("    gpus: all\n", "    devices: [/dev/kfd]\n")
    text = "Ollama is at `http://localhost:11434`, port 11434, `ollama:11434`.\n\n```\nollama list\n```\n"
    after, _ = rewritten({"compose.yml": stack, "a.py": ASK, "README.md": text})
    assert after["README.md"] == text
    text = "Ollama is at `http://my-ollama:11434` here.\n"
    assert rewritten({"a.py": ASK, "README.md": text})[0]["README.md"] == text


def test_the_path_in_a_sentence_follows() -> None:
    text = "We ask Ollama at `http://localhost:11434/api/chat`.\n"
    after = rewritten({"a.py": ASK, "README.md": text})[0]["README.md"]
    assert after == "We ask Ollama at `http://localhost:8000/v1/chat/completions`.\n"


def test_documents_stay_with_code_or_settings_that_do() -> None:
    text = "Ollama answers at `http://localhost:11434`.\n"
    for path, other in (
        ("b.py", ASK.replace('["response"]', '["eval_duration"]')),
        ("b.ts", "const url = 'http://localhost:11434'\n"),
    ):
        assert rewritten({"a.py": ASK, path: other, "README.md": text})[0]["README.md"] == text
