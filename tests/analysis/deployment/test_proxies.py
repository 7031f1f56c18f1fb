from __future__ import annotations

from pathlib import Path

import pytest

from migrator.analysis.deployment.proxies import units
from migrator.analysis.deployment.servers import servers
from migrator.unit import Unit
from tests.analysis.deployment.trees import RULES, reader

STACK = {"compose.yml": "services:\n  ollama:\n    image: ollama/ollama\n    ports: ['11434:11434']\n"}
SCRAPE = "scrape_configs:\n  - job_name: llm\n    static_configs:\n      - targets: "
FIXTURE = Path(__file__).parents[3] / "fixtures/document-stack/nginx/nginx.conf"


def found(path: str, text: str) -> list[Unit]:
    tree = {**STACK, path: text}
    return units(tree, reader(tree), servers(tree, reader(tree), RULES), RULES)


def changed(path: str, text: str) -> str:
    data = text.encode()
    for edit in sorted((edit for unit in found(path, text) for edit in unit.edits), key=lambda edit: -edit.span.start):
        data = data[: edit.span.start] + str(edit.parts[0]).encode() + data[edit.span.end :]
    return data.decode()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("nginx.conf", "location / { proxy_pass http://web:11434; }\n".replace("web:11434", "web:80")),
        ("nginx.conf", "# proxy_pass http://ollama:11434;\n"),
        ("app.conf", "url = http://ollama:11434\n"),
        ("nginx.conf", "location / { proxy_pass http://chatollama; }\n"),
    ],
)
def test_what_is_no_proxy_of_the_server_stays(path: str, text: str) -> None:
    assert found(path, text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("location /api/ { proxy_pass http://ollama:11434; }\n", "requests for /api/ go to the server"),
        ("location /api/chat { proxy_pass http://ollama:11434; }\n", "requests for /api/chat go to the server"),
        ("location /x/ { proxy_pass http://ollama:11434/api/; }\n", "passes requests on to /api"),
        (
            "upstream m { server ollama:11434; }\nserver { location /api/ { proxy_pass http://m; } }\n",
            "requests for /api/ go to the server",
        ),
    ],
)
def test_a_path_of_the_old_interface_holds_the_server_back(text: str, reason: str) -> None:
    (unit,) = found("nginx.conf", text)
    assert unit.edits == ()
    assert reason in unit.problems[0].why
    assert unit.group == "compose::ollama"


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("nginx.conf", "upstream m { server ollama:11434; }\n", "upstream m { server vllm:8000; }\n"),
        (
            "nginx.conf",
            "location /a/ { proxy_pass http://ollama:11434/; }",
            "location /a/ { proxy_pass http://vllm:8000/; }",
        ),
        ("prometheus.yml", f"{SCRAPE}['ollama:11434', 'app:80']\n", f"{SCRAPE}['vllm:8000', 'app:80']\n"),
        ("Caddyfile", "a.example {\n  reverse_proxy ollama:11434\n}", "a.example {\n  reverse_proxy vllm:8000\n}"),
    ],
)
def test_an_address_moves_with_its_server(path: str, before: str, after: str) -> None:
    assert changed(path, before) == after


def test_the_fixture_s_proxy_moves_and_the_application_s_own_path_stays() -> None:
    text = FIXTURE.read_text(encoding="utf-8")
    assert changed("nginx/nginx.conf", text) == text.replace("ollama:11434", "vllm:8000").replace(
        "localhost:11434", "localhost:8000"
    )
