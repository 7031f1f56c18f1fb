"""A small project from one server to the other: code, settings and what is deployed, in one command and back."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from migrator.__main__ import main

FILES = {
    "app.py": """\
import os

import requests

URL = os.environ.get("OLLAMA_URL", "http://localhost:11434")


def answer(text: str) -> str:
    body = {"model": "qwen2.5:7b", "messages": [{"role": "user", "content": text}], "stream": False}
    reply = requests.post(f"{URL}/api/chat", json=body, timeout=60)
    return reply.json()["message"]["content"]
""",
    ".env.example": "OLLAMA_URL=http://localhost:11434\n",
    "docker-compose.yml": """\
services:
  ollama:
    image: ollama/ollama
    ports: ["11434:11434"]
    volumes:
      - models:/root/.ollama
    gpus: all

  app:
    build: .
    environment:
      OLLAMA_URL: http://ollama:11434
    depends_on: [ollama]

volumes:
  models:
""",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(project: Path) -> dict[str, str]:
    return {name: (project / name).read_text(encoding="utf-8") for name in FILES}


def test_code_settings_and_the_stack_move_together_and_back(project: Path) -> None:
    assert main(["rewrite", "--quiet"]) == 0
    after = read(project)
    stack = yaml.safe_load(after["docker-compose.yml"])["services"]
    assert list(stack) == ["vllm", "app"]
    assert "http://vllm:8000" in str(stack["app"]["environment"])
    assert stack["app"]["depends_on"] == ["vllm"]
    assert "http://localhost:8000" in after[".env.example"]
    assert "/v1/chat/completions" in after["app.py"]
    assert main(["rewrite", "--quiet", "--dry-run"]) == 0, "a second run changes nothing"
    assert main(["undo", "--quiet"]) == 0
    assert read(project) == FILES


def test_a_stack_stays_while_code_still_asks_the_old_server(project: Path) -> None:
    (project / "chat.go").write_text('package main\n\nvar base = "http://ollama:11434"\n', encoding="utf-8")
    assert main(["rewrite", "--quiet"]) == 0
    moved = FILES["docker-compose.yml"].replace("http://ollama:11434", "http://vllm:8000")
    assert read(project)["docker-compose.yml"] == moved, "only what the code that has moved reads"


def test_a_port_that_the_stack_uses_already_is_left_to_it(project: Path) -> None:
    text = FILES["docker-compose.yml"].replace("    build: .\n", "    build: .\n    ports: ['8000:8000']\n")
    (project / "docker-compose.yml").write_text(text, encoding="utf-8")
    inside = FILES["app.py"].replace("localhost", "ollama")
    assert inside != FILES["app.py"]
    (project / "inside.py").write_text(inside, encoding="utf-8")
    assert main(["rewrite", "--quiet"]) == 0
    after = read(project)
    stack = yaml.safe_load(after["docker-compose.yml"])["services"]
    assert stack["vllm"]["ports"] == ["8001:8001"]
    assert "--port=8001" in stack["vllm"]["command"]
    assert "http://localhost:8001" in after["app.py"]
    assert "http://localhost:8001" in after[".env.example"]
    assert "http://vllm:8001" in (project / "inside.py").read_text(), "at the port it is started with"
