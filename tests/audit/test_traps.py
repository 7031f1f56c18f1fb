"""What real projects have that looks like a reference and is another one, or none: each counted in public code."""

from __future__ import annotations

import pytest

from migrator.audit.file import audit_source
from migrator.model import Span
from migrator.rules.load import load
from migrator.scan.source import Source
from tests.languages.hits import hits

RULES = load()
SERVER = {"client", "call", "endpoint", "response"}


def kinds(path: str, code: str) -> set[str]:
    source = Source(path, code.encode())
    return {finding.kind for finding in audit_source(source, hits(source.data), RULES).findings}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("a.ts", "await fetch('/api/chat')\n"),
        ("a.ts", "await fetch('http://localhost:8000/api/chat')\n"),
        ("a.py", "@router.post('/api/generate')\ndef generate(): ...\n"),
        ("a.py", "client.get('/api/tags')\n"),
        ("a.py", "from llama_index.core import Settings\n"),
        ("a.py", "model = 'meta-llama/Llama-3.1-8B'\n"),
        ("a.py", "client = Groq(model='llama3-8b-8192')\n"),
        ("requirements.txt", "llama-index\nllama-parse\n"),
    ],
)
def test_without_word_and_port_nothing_is_found(path: str, code: str) -> None:
    source = Source(path, code.encode())
    everywhere = [*hits(source.data), *(Span(at, at + 4) for at in [source.data.find(b"/api")] if at >= 0)]
    assert audit_source(source, everywhere, RULES).findings == ()


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("a.py", "@router.get('/ollama/models')\nasync def ollama_models(): ...\n", {"identifier"}),
        ("a.ts", "await fetch('/api/ollama/models')\n", {"identifier"}),
        ("a.py", "ollama = OllamaService()\nawait ollama.generate(prompt)\n", {"identifier"}),
        ("a.py", "class OllamaService:\n    def chat(self): ...\n", {"identifier"}),
        ("a.py", "from app.services.ollama_service import OllamaService\n", {"import"}),
        ("a.py", "await ollama_client.chat(x)\n", {"identifier"}),
        ("compose.yml", "services:\n  llama-cpp:\n    ports: ['11434:8080']\n", {"port"}),
        ("compose.yml", "services:\n  ai:\n    image: ollama/ollama\n", {"image"}),
        (".env", "OLLAMA_EMBEDDING_NAME=x\n", {"env"}),
        ("README.md", "```yaml\nimage: ollama/ollama\n```\n", {"doc"}),
        ("install.sh.md", "ollama pull x\n", {"command"}),
        ("a.py", "URL = 'https://ollama.com'\n", {"url"}),
        ("main.go", "// talks to ollama\n", {"text"}),
        ("a.py", "if row.provider == 'ollama': ...\n", {"provider"}),
        ("a.ts", "localStorage.setItem('platform', 'ollama')\n", {"provider"}),
        ("a.py", "patch('app.services.ollama_service.httpx.AsyncClient.post')\n", {"identifier"}),
        ("a.json", '{"ollama.status.ok": "x"}\n', {"setting"}),
    ],
)
def test_it_is_found_as_what_it_is_and_not_as_a_call(path: str, code: str, expected: set[str]) -> None:
    assert kinds(path, code) == expected
    assert not kinds(path, code) & SERVER


def test_names_in_capitals_set_and_read_under_two_names_are_both_there() -> None:
    assert kinds("compose.yml", "a:\n  environment:\n    OLLAMA_BASE_URL: x\n") == {"env"}
    assert kinds("a.py", "os.getenv('OLLAMA_URL')\n") == {"env"}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("prices.csv", "1711434000,0.11434\n"),
        ("table.txt", "11434;TIRHUTA LETTER;Lo;0;L;;;;;N;;;;;\n"),
        ("vectors.json", "[0.11434, -0.311434, 0.2, 0.1]\n"),
        ("a.py", "SHA = '1143411434abcdef1143411434abcdef'\n"),
    ],
)
def test_digits_inside_a_number_are_explained(path: str, code: str) -> None:
    source = Source(path, code.encode())
    audited = audit_source(source, hits(source.data), RULES)
    assert audited.findings == ()
    assert audited.explained


def test_history_and_generated_files_are_told_from_work_to_do() -> None:
    changelog = Source("CHANGELOG.md", b"- Ollama support\n")
    (finding,) = audit_source(changelog, hits(changelog.data), RULES).findings
    assert finding.fix.safety == "none"
    lock = Source("package-lock.json", b'"node_modules/ollama": {}\n')
    assert audit_source(lock, hits(lock.data), RULES).findings == ()
