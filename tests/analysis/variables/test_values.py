"""The addresses in variables: they move with every call that reads them, in every file, or not at all."""

from __future__ import annotations

import pytest
import yaml

from migrator.rewrite.code_base import whole
from migrator.rewrite.run import Note, rewrite
from migrator.rules.load import load
from migrator.scan.source import Source

RULES = load()
ASK = """\
import os

import requests

URL = os.getenv("OLLAMA_URL", "http://localhost:11434")


def ask(prompt):
    reply = requests.post(
        f"{URL}/api/generate",
        json={"model": "llama3.2", "prompt": prompt, "stream": False},
    )
    return reply.json()["response"]
"""
ASKED = """\
import os

import requests

URL = os.getenv("OLLAMA_URL", "http://localhost:8000")


def ask(prompt):
    reply = requests.post(
        f"{URL}/v1/chat/completions",
        json={
            "model": "llama3.2",
            "messages": [{"role": "user", "content": prompt}],
            "stream": False,
        },
    )
    return reply.json()["choices"][0]["message"]["content"] or ""
"""
BLOCKED = ASK.replace('["response"]', '["eval_duration"]')
PASSED_ON = "import os\n\nconfigure(os.environ['OLLAMA_URL'])\n"


def rewritten(files: dict[str, str]) -> tuple[dict[str, str], tuple[Note, ...], tuple[Note, ...]]:
    after, reviews, manual = _once(files)
    assert _once(after)[0] == after, "a second run changes nothing"
    return after, reviews, manual


def _once(files: dict[str, str]) -> tuple[dict[str, str], tuple[Note, ...], tuple[Note, ...]]:
    sources = {path: Source(path, text.encode()) for path, text in files.items()}

    def read(path: str) -> Source:
        if path not in sources:
            raise FileNotFoundError(2, "No such file or directory", path)
        return sources[path]

    analyse, follow = whole(list(files), read, RULES)
    done = rewrite(".", analyse, read, follow=follow, dry_run=True)
    assert not done.errors
    return files | {file.path: file.after.decode() for file in done.files}, done.reviews, done.manual


STAYS: dict[str, dict[str, str]] = {
    "read by a call that stays": {"a.py": BLOCKED, ".env": "OLLAMA_URL=http://localhost:11434\n"},
    "two calls with defaults of their own, one of which stays": {
        "a.py": ASK,
        "b.py": BLOCKED,
        ".env": "OLLAMA_URL=http://localhost:11434\n",
    },
    "read by the library of a call that stays": {
        "a.py": "import ollama\n\nprint(ollama.generate('llama3.2', 'x', context=[1])['context'])\n",
        ".env": "OLLAMA_HOST=http://ollama:11434\n",
    },
    "another server on the same port": {".env": "LLAMACPP_URL=http://ai:11434\n"},
    "a bind address": {"a.service": "[Service]\nEnvironment=OLLAMA_HOST=0.0.0.0:11434\n"},
    "a model": {".env": "OLLAMA_MODEL=llama3.2\n", "a.py": "import os\n\nuse(os.environ['OLLAMA_MODEL'])\n"},
    "a path of the old server that no call asks for any more": {
        ".env": "OLLAMA_PULL=http://localhost:11434/api/pull\n",
        "a.py": "import os\n\nconfigure(os.environ['OLLAMA_PULL'])\n",
    },
    "read by somebody else's image, which speaks to the old server": {
        "compose.yml": "services:\n  ui:\n    image: ghcr.io/open-webui/open-webui:main\n"
        "    environment:\n      OLLAMA_BASE_URL: http://localhost:11434\n",
    },
    "read by an image that nobody here knows": {
        "compose.yml": "services:\n  ui:\n    image: acme/chat:2\n"
        "    environment:\n      - OLLAMA_ADDRESS=http://localhost:11434\n",
    },
    "a key that is stored outside": {".github/workflows/a.yml": "env:\n  OLLAMA_URL: ${{ secrets.OLLAMA_URL }}\n"},
}


@pytest.mark.parametrize("files", STAYS.values(), ids=STAYS)
def test_it_stays(files: dict[str, str]) -> None:
    after, _, _ = rewritten(files)
    assert after == files


MOVES: dict[str, tuple[str, str, str]] = {
    ".env": (".env", "# here\nOLLAMA_URL=http://localhost:11434\n", "# here\nOLLAMA_URL=http://localhost:8000\n"),
    ".env, quoted": (".env", "OLLAMA_URL='http://localhost:11434/'\n", "OLLAMA_URL='http://localhost:8000/'\n"),
    ".env, windows": (".env", "OLLAMA_URL=http://a:11434\r\nX=1\r\n", "OLLAMA_URL=http://a:8000\r\nX=1\r\n"),
    "host": (".env", "OLLAMA_URL=http://ollama:11434\n", "OLLAMA_URL=http://vllm:8000\n"),
    "interpolation": (
        "compose.yml",
        "services:\n  a:\n    build: .\n    environment:\n      - OLLAMA_URL=${OLLAMA_URL:-http://localhost:11434}\n",
        "services:\n  a:\n    build: .\n    environment:\n      - OLLAMA_URL=${OLLAMA_URL:-http://localhost:8000}\n",
    ),
    "kubernetes": (
        "k8s/a.yaml",
        "env:\n  - name: OLLAMA_URL\n    value: http://ollama:11434  # here\n",
        "env:\n  - name: OLLAMA_URL\n    value: http://vllm:8000  # here\n",
    ),
    "Dockerfile": ("Dockerfile", "ENV A=1 \\\n    OLLAMA_URL=http://h:11434\n", "ENV A=1 \\\n    OLLAMA_URL=http://h:8000\n"),
    "CI": (
        ".github/workflows/a.yml",
        "jobs:\n  a:\n    env: {OLLAMA_URL: 'http://localhost:11434'}\n",
        "jobs:\n  a:\n    env: {OLLAMA_URL: 'http://localhost:8000'}\n",
    ),
    "systemd": (
        "a.service",
        '[Service]\nEnvironment="OLLAMA_URL=http://localhost:11434"\n',
        '[Service]\nEnvironment="OLLAMA_URL=http://localhost:8000"\n',
    ),
    "a shell that looks whether it is there": (
        "wait.sh",
        'until curl -sf "${OLLAMA_URL:-http://localhost:11434}/api/tags" >/dev/null; do sleep 1; done\n',
        'until curl -sf "${OLLAMA_URL:-http://localhost:8000}/v1/models" >/dev/null; do sleep 1; done\n',
    ),
    "package.json": (
        "package.json",
        '{"scripts": {"dev": "OLLAMA_URL=http://localhost:11434 node a.js"}}\n',
        '{"scripts": {"dev": "OLLAMA_URL=http://localhost:8000 node a.js"}}\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "before", "wanted"), MOVES.values(), ids=MOVES)
def test_what_sets_it_moves_with_the_call(path: str, before: str, wanted: str) -> None:
    after, _, _ = rewritten({"a.py": ASK, path: before})
    assert after == {"a.py": ASKED, path: wanted}


@pytest.mark.parametrize(("path", "before"), [(path, before) for path, before, _ in MOVES.values()], ids=MOVES)
def test_what_sets_it_stays_with_the_call(path: str, before: str) -> None:
    files = {"a.py": BLOCKED, path: before}
    assert rewritten(files)[0] == files


def test_calls_that_read_one_variable_change_together() -> None:
    after, _, _ = rewritten({"a.py": ASK, "b.py": ASK})
    assert after == {"a.py": ASKED, "b.py": ASKED}
    _, _, manual = rewritten({"a.py": ASK, "b.py": BLOCKED})
    assert any(note.path == "a.py" and "changes together with b.py" in note.why for note in manual)


def test_calls_stay_with_code_of_another_language_that_asks_at_the_same_variable() -> None:
    go = 'package main\n\nvar url = os.Getenv("OLLAMA_URL") + "/api/chat"\n'
    files = {"a.py": ASK, ".env": "OLLAMA_URL=http://localhost:11434\n", "worker/main.go": go}
    after, _, manual = rewritten(files)
    assert after == files
    assert any("(go) is not read, and it asks the server at OLLAMA_URL as well" in note.why for note in manual)
    aside = {**files, "worker/main.go": go.replace("OLLAMA_URL", "LLM_URL")}
    assert rewritten(aside)[0]["a.py"] == ASKED


def test_a_test_run_with_an_old_server_of_its_own_stays_whole_and_is_told() -> None:
    ci = (
        "jobs:\n  test:\n    services:\n      ollama:\n        image: ollama/ollama:0.5.7\n"
        "        ports: ['11434:11434']\n    env:\n      OLLAMA_URL: http://localhost:11434\n"
    )
    files = {"a.py": ASK, ".env": "OLLAMA_URL=http://localhost:11434\n", ".github/workflows/ci.yml": ci}
    after, _, manual = rewritten(files)
    assert after == {**files, "a.py": ASKED, ".env": "OLLAMA_URL=http://localhost:8000\n"}
    assert any(note.path.endswith("ci.yml") and "tests are run with an old server" in note.why for note in manual)


def test_a_call_that_only_loads_or_unloads_a_model_holds_no_variable_back() -> None:
    unload = ASK.replace('"prompt": prompt, "stream": False', '"keep_alive": 0').replace(
        '    return reply.json()["response"]\n', ""
    )
    after, _, manual = rewritten({"a.py": ASK, "b.py": unload, ".env": "OLLAMA_URL=http://localhost:11434\n"})
    assert after["a.py"] == ASKED
    assert after[".env"] == "OLLAMA_URL=http://localhost:8000\n"
    assert any(note.path == "b.py" for note in manual)


def test_a_request_at_the_command_line_is_left_to_a_person() -> None:
    script = "curl -s $OLLAMA_URL/api/generate -d '{}' | jq .response\n"
    after, _, manual = rewritten({"a.py": ASK, ".env": "OLLAMA_URL=http://localhost:11434\n", "a.sh": script})
    assert after["a.sh"] == script
    assert any(note.path == "a.sh" and "/api/generate" in note.why for note in manual)


def test_the_variable_that_the_library_read_by_itself_is_set_under_the_name_that_is_read_now() -> None:
    code = 'import ollama\n\nollama.chat(model="m", messages=[{"role": "user", "content": "hi"}])\n'
    after, _, _ = rewritten({"a.py": code, ".env": "OLLAMA_HOST=http://localhost:11434\nX=1\n"})
    assert 'os.getenv("LLM_BASE_URL"' in after["a.py"]
    assert after[".env"] == "OLLAMA_HOST=http://localhost:8000\nLLM_BASE_URL=http://localhost:8000\nX=1\n"


def test_a_default_of_a_variable_is_moved_once_where_another_one_gets_it_too() -> None:
    compose = "services:\n  a:\n    build: .\n    environment:\n      - OLLAMA_HOST=${OLLAMA_HOST:-http://ai:11434}\n"
    asks = "import ollama\n\nprint(ollama.generate('llama3.2', 'x')['response'])\n"
    after, _, _ = rewritten({"a.py": asks, "compose.yml": compose})
    moved = compose.replace("11434", "8000")
    assert after["compose.yml"] == moved + moved.splitlines(True)[-1].replace("- OLLAMA_HOST", "- LLM_BASE_URL")


def test_what_is_set_outside_is_reviewed() -> None:
    _, reviews, _ = rewritten({"a.py": ASK, ".env": "OLLAMA_URL=http://localhost:11434\n"})
    assert any("wherever else OLLAMA_URL is set" in note.why for note in reviews)


def test_applications_beside_each_other_have_variables_of_their_own() -> None:
    files = {
        "one/a.py": ASK,
        "one/.env": "OLLAMA_URL=http://localhost:11434\n",
        "two/a.py": BLOCKED,
        "two/.env": "OLLAMA_URL=http://localhost:11434\n",
    }
    after, _, _ = rewritten(files)
    assert after == {**files, "one/a.py": ASKED, "one/.env": "OLLAMA_URL=http://localhost:8000\n"}


def test_services_that_are_added_where_the_old_one_s_last_lines_go_are_there() -> None:
    stack = (
        "services:\n  ollama:\n    image: ollama/ollama\n"
        "    deploy: {resources: {reservations: {devices: [{driver: nvidia, count: all, capabilities: [gpu]}]}}}\n"
        "    volumes:\n      - models:/root/.ollama\n      - ./pull.sh:/pull.sh\n"
        '    entrypoint: ["/bin/bash", "/pull.sh"]\n\n'
        "  app:\n    build: .\n    depends_on: [ollama]\n    environment:\n      OLLAMA_URL: http://ollama:11434\n"
        "volumes:\n  models:\n"
    )
    models = "CHAT_MODEL = 'llama3'\nEMBED_MODEL = 'bge-m3'\n"
    pull = "ollama serve &\nollama pull llama3\nollama pull bge-m3\nwait\n"
    after, _, _ = rewritten({"compose.yml": stack, "a.py": ASK, "models.py": models, "pull.sh": pull})
    services = yaml.safe_load(after["compose.yml"])["services"]
    assert {"vllm", "vllm-chat", "vllm-embed"} <= set(services)
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)


STACK = (
    "services:\n  ollama:\n    image: ollama/ollama\n    command: serve\n"
    "  app:\n    build: .\n    environment:\n      OLLAMA_URL: http://ollama:11434\n"
)


def test_what_moved_code_reads_moves_although_its_server_stays() -> None:
    files = {
        "compose.yml": STACK,
        "a.py": ASK.replace("llama3.2", "our-own-model"),
        ".env": "OLLAMA_URL=http://ollama:11434\n",
    }
    after, reviews, manual = rewritten(files)
    assert "/v1/chat/completions" in after["a.py"]
    assert any("the new one must answer at this address before this runs" in note.why for note in reviews)
    assert after["compose.yml"] == STACK.replace("http://ollama:11434", "http://vllm:8000")
    assert after[".env"] == "OLLAMA_URL=http://vllm:8000\n"
    assert any(note.path == "compose.yml" and note.rule == "model-server" for note in manual)


def test_a_script_that_starts_an_old_server_itself_is_told_of() -> None:
    script = (
        'export OLLAMA_URL="${OLLAMA_URL:-http://localhost:11434}"\n'
        "# not: ollama serve\n"
        "nohup ollama serve >/tmp/log 2>&1 &\npython a.py\n"
    )
    after, reviews, _ = rewritten({"a.py": ASK, "up.sh": script})
    assert "http://localhost:8000" in after["up.sh"]
    told = [note.why for note in reviews if "starts an old server" in note.why]
    assert told == ["up.sh:3 starts an old server: start the new one there, with its model"]


SETTINGS = """\
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    ollama_url: str = "http://ollama:11434"


settings = Settings()
"""


def test_what_settings_read_for_moved_code_moves_although_its_server_stays() -> None:
    ask = ASK.replace("llama3.2", "our-own-model")
    given = ask.replace('os.getenv("OLLAMA_URL", "http://localhost:11434")', "settings.ollama_url")
    given = given.replace("import os\n\nimport requests", "import requests\n\nfrom config import settings")
    files = {"compose.yml": STACK, "config.py": SETTINGS, "a.py": given}
    after, reviews, _ = rewritten(files)
    assert "/v1/chat/completions" in after["a.py"]
    assert after["config.py"] == SETTINGS.replace("http://ollama:11434", "http://vllm:8000")
    assert after["compose.yml"] == STACK.replace("http://ollama:11434", "http://vllm:8000")
    assert any("the new one must answer at this address before this runs" in note.why for note in reviews)


def test_what_no_moved_code_reads_stays_with_its_server() -> None:
    files = {"compose.yml": STACK, "a.py": PASSED_ON}
    after, _, _ = rewritten(files)
    assert after == files


PUBLISHED = """\
services:
  ollama:
    image: ollama/ollama
    ports:
      - "11500:11434"
  app:
    build: .
    environment:
      OLLAMA_MODEL: llama3.2
"""
ASKS = "SERVER ?= http://localhost:11500\n\nmodels:\n\t@curl -s $(SERVER)/api/tags | jq -r '.models[].name'\n"


def test_an_address_that_stays_is_asked_as_the_new_server_takes_it() -> None:
    after, _, _ = rewritten({"docker-compose.yml": PUBLISHED, "Makefile": ASKS})
    assert '"11500:8000"' in after["docker-compose.yml"]
    assert after["Makefile"] == ASKS.replace("/api/tags", "/v1/models").replace(".models[].name", ".data[].id")


def test_an_address_of_another_server_is_asked_as_before() -> None:
    asks = ASKS.replace("11500", "11600")
    after, _, _ = rewritten({"docker-compose.yml": PUBLISHED, "Makefile": asks})
    assert after["Makefile"] == asks


def test_calls_that_moved_have_their_variable_beside_that_of_calls_that_stay() -> None:
    stays = "def go_on(tokens):\n    return ollama.generate('llama3.2', 'x', context=tokens)['context']\n"
    moves = "def ask(prompt):\n    return ollama.generate('llama3.2', prompt)['response']\n"
    env = "OLLAMA_HOST=http://ollama:11434\n"
    after, reviews, manual = rewritten({"a.py": f"import ollama\n\n\n{stays}\n\n{moves}", ".env": env})
    assert after[".env"] == f"{env}LLM_BASE_URL=http://vllm:8000\n"
    assert any("others stay with the old server" in note.why for note in reviews)
    assert any("OLLAMA_HOST is read by the library of a call that stays" in note.why for note in manual)


def test_a_variable_that_is_taken_apart_stays_with_the_call_beside_it() -> None:
    program = """import os
from urllib.parse import urlparse

import requests

server = urlparse(os.environ.get("OLLAMA_HOST", "http://localhost:11434"))


def ask(prompt):
    body = {"model": "llama3.2", "prompt": prompt, "stream": False}
    return requests.post(f"http://{server.hostname}:{server.port}/api/generate", json=body).json()["response"]
"""
    assert rewritten({"app.py": program})[0] == {"app.py": program}
