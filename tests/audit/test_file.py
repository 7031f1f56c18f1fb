"""From a file's hits to its findings."""

from __future__ import annotations

import pytest

from migrator.audit.file import audit_name, audit_source
from migrator.model import Finding, Fix, Span
from migrator.record import replace
from migrator.rules.load import RuleSet, load
from migrator.scan.source import Source
from tests.languages.hits import hits

RULES = load()


def found(path: str, code: str, rules: RuleSet = RULES) -> tuple[Finding, ...]:
    source = Source(path, code.encode())
    return audit_source(source, hits(source.data), rules).findings


def kinds(path: str, code: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.text) for finding in found(path, code)]


def test_no_hit_no_finding() -> None:
    audited = audit_source(Source("a.py", b"x = 1\n"), [], RULES)
    assert (audited.findings, audited.explained, audited.unknown) == ((), (), None)


def test_a_path_of_the_interface_alone_is_no_evidence() -> None:
    source = Source("a.py", b"@router.post('/api/chat')\n")
    at = source.data.index(b"/api/chat")
    assert audit_source(source, [Span(at, at + 9)], RULES).findings == ()


def test_a_number_is_explained_and_not_found() -> None:
    source = Source("a.csv", b"a\n1711434000,0.11434\n")
    audited = audit_source(source, hits(source.data), RULES)
    assert audited.findings == ()
    assert [(reason.line, bool(reason.reason)) for reason in audited.explained] == [(2, True)]


def test_a_lock_file_is_explained() -> None:
    source = Source("uv.lock", b'name = "ollama"\nurl = "https://x/ollama.whl"\n')
    audited = audit_source(source, hits(source.data), RULES)
    assert audited.findings == ()
    assert [reason.line for reason in audited.explained] == [1, 2]


def test_places_count_from_one_in_characters_and_spans_in_bytes() -> None:
    (finding,) = found("a.py", "é = 1\nü = 'é ollama up'\n")
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (2, 5, 2, 18)
    assert "é = 1\nü = 'é ollama up'\n".encode()[finding.span.start : finding.span.end].decode() == "'é ollama up'"


def test_findings_are_in_order_of_place() -> None:
    findings = found("a.py", "ollama_url = 'http://ollama'  # ollama\nimport ollama\n")
    assert [finding.span for finding in findings] == sorted(finding.span for finding in findings)
    assert [finding.kind for finding in findings] == ["identifier", "url", "text", "import"]


def test_the_text_is_one_line_of_a_sane_length() -> None:
    (finding,) = found("a.py", "from .ollama import (\n    a,\n    b,\n)\n")
    assert finding.text == "from .ollama import ("
    assert (finding.line, finding.end_line) == (1, 4)
    (finding,) = found("a.md", "ollama " * 200)
    assert len(finding.text) <= 200


def test_a_finding_of_the_analysis_stands_in_the_place_of_a_plain_one() -> None:
    source = Source("a.py", b"url = 'http://ollama:11434'\n")
    (plain,) = audit_source(source, hits(source.data), RULES).findings
    call = replace(plain, rule="call", kind="call", priority="critical", fix=Fix("safe", "x"))
    assert audit_source(source, hits(source.data), RULES, lambda: [call]).findings == (call,)


def test_a_finding_of_the_analysis_is_there_without_any_hit() -> None:
    (plain,) = found("a.py", "x = 'ollama'\n")
    source = Source("a.py", b"client.post(path)\n")
    assert audit_source(source, [], RULES, lambda: [plain]).findings == (plain,)


def test_a_broken_file_is_unknown_and_its_hits_are_found() -> None:
    source = Source("a.json", b'{"url": "http://ollama",\n "b" }')
    audited = audit_source(source, hits(source.data), RULES)
    assert audited.unknown is not None
    assert audited.unknown.reason == "line 2 does not parse as JSON"
    assert [finding.kind for finding in audited.findings] == ["url"]


def test_without_a_rule_a_hit_is_a_finding_all_the_same() -> None:
    (finding,) = found("a.py", "x = 'ollama'\n", replace(RULES, references=()))
    assert (finding.rule, finding.fix.safety, finding.text) == ("unexplained", "manual", "'ollama'")


def test_a_note_about_a_name_takes_the_place_of_the_general_advice() -> None:
    (finding,) = found(".env", "OLLAMA_CONTEXT_LENGTH=8192\n")
    assert "--max-model-len" in finding.fix.how
    (finding,) = found("requirements.txt", "langchain-ollama\n")
    assert "langchain-openai" in finding.fix.how


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    (finding,) = found("a.py", "raise X('Ollama said {name} {0}')\n")
    assert "{0}" in finding.message


def test_the_name_of_a_file() -> None:
    assert audit_name("ollama/client.py", RULES) is None
    finding = audit_name("src/ollama_client.py", RULES)
    assert finding is not None
    assert (finding.kind, finding.text, finding.line, finding.layer) == ("file-name", "ollama_client.py", 1, "backend")


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("compose.yml", "services:\n  ollama:\n    image: x\n", [("service", "ollama")]),
        ("compose.yml", "services:\n  ai:\n    image: ollama/ollama\n", [("image", "ollama/ollama")]),
        ("compose.yml", "a:\n  ports: ['11434:11434']\n", [("port", "'11434:11434'")]),
        ("compose.yml", "a:\n  volumes: ['m:/root/.ollama']\n", [("volume", "'m:/root/.ollama'")]),
        (
            "compose.yml",
            "a:\n  healthcheck:\n    test: [CMD, ollama, list]\n",
            [("healthcheck", "[CMD, ollama, list]")],
        ),
        ("compose.yml", "a:\n  depends_on:\n    ollama:\n      condition: x\n", [("service", "ollama")]),
        ("k8s.yml", "containers:\n- livenessProbe:\n    httpGet: {port: 11434}\n", [("healthcheck", "11434")]),
        (".env", "OLLAMA_MODEL=llama3\n", [("env", "OLLAMA_MODEL")]),
        (".env", "LLM_PROVIDER=ollama\n", [("provider", "ollama")]),
        ("run.sh", "ollama pull llama3\n", [("command", "ollama pull llama3")]),
        ("requirements.txt", "ollama\n", [("dependency", "ollama")]),
        ("a.py", "model = 'ollama/llama3'\n", [("model", "'ollama/llama3'")]),
        ("a.py", "URL = 'http://x:11434/api/chat'\n", [("endpoint", "'http://x:11434/api/chat'")]),
        ("a.py", "settings.ollama_url\n", [("setting", "ollama_url")]),
        ("a.py", "import ollama\n", [("import", "import ollama")]),
        ("README.md", "Ollama\n", [("doc", "Ollama")]),
        ("a.vue", "<template>Ollama</template>", [("text", "Ollama")]),
    ],
)
def test_every_kind_is_told(path: str, code: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(path, code) == expected


@pytest.mark.parametrize(
    ("path", "code", "priority"),
    [
        ("a.py", "import ollama\n", "high"),
        ("compose.yml", "services:\n  a:\n    image: ollama/ollama\n", "high"),
        ("a.py", "ollama_x = 1\n", "medium"),
        (".env", "OLLAMA_MODEL=x\n", "medium"),
        ("a.py", "x = 1  # ollama\n", "low"),
        ("README.md", "ollama\n", "low"),
    ],
)
def test_the_dangerous_come_first(path: str, code: str, priority: str) -> None:
    assert [finding.priority for finding in found(path, code)] == [priority]
