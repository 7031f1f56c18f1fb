"""The reference rules that come with the package: their examples, their words, and that no two compete."""

from __future__ import annotations

import re
from itertools import product

import pytest

from migrator.audit.file import audit_source
from migrator.languages import language_of
from migrator.model import Span
from migrator.reference import Reference, Role
from migrator.rules.load import load
from migrator.rules.match import rivals
from migrator.rules.schema import Example, ReferenceRule
from migrator.scan.source import Source
from tests.languages.hits import hits, read

RULES = load()
EXAMPLES = [(rule, example) for rule in RULES.references for example in rule.examples if example.finds is not None]

VALUES = [
    "ollama",
    "Ollama is not running",
    "http://localhost:11434",
    "http://ollama:11434/",
    "http://ollama:11434/api/chat",
    "http://localhost:11434/v1",
    "http://localhost:11434/v1/",
    "https://ollama.com",
    "https://ollama.com/api/chat",
    "https://ollama.com/v1",
    "https://ollama.com/library/llama3",
    "https://registry.ollama.ai/",
    "https://ollama.com/install.sh",
    "https://llm.example.org/ollama",
    "localhost:11434",
    "0.0.0.0:11434",
    ":11434",
    "11434",
    "11434:11434",
    "127.0.0.1:11434:11434",
    "${OLLAMA_PORT:-11434}:11434",
    "${OLLAMA_HOST}:11434",
    "ollama/ollama",
    "ollama/ollama:latest",
    "ghcr.io/x/ollama/ollama:0.5",
    "ollama/llama3.2:3b",
    "ollama_chat/qwen2.5",
    "ollama:llama3",
    "ollama:11434",
    "OLLAMA_BASE_URL",
    "OLLAMA",
    "ollama_base_url",
    "my-ollama",
    "ollama.models.svc.cluster.local",
    "app.services.ollama_service.OllamaService",
    "/api/ollama/models",
    "/ollama/:id",
    "./ollama-data",
    "services/ollama/client.ts",
    "ollama_data:/root/.ollama",
    "~/.ollama/models",
    ".ollama",
    "langchain_ollama",
    "langchain_ollama.ChatOllama",
    "@langchain/ollama",
    "llama-index-llms-ollama",
    "ollama-ai-provider-v2",
    "{{ .Values.ollama.host }}",
    "{{.Values.ollama.image}}/x",
    "http://{{ .Values.ollama.host }}:11434",
    "http://{{.Values.ollama.host}}:11434",
    "ollama serve",
    "/bin/ollama serve & sleep 5; ollama pull llama3",
    "ollama run llama3",
    "ollama list | grep llama",
    "curl -sf http://localhost:11434/api/tags",
    "curl http://ollama:11434/api/pull -d '{}'",
    "docker run -d -p 11434:11434 ollama/ollama",
    "docker exec ollama ollama pull llama3",
    "pip install ollama",
    "curl -fsSL https://ollama.com/install.sh | sh",
    "brew install ollama && ollama serve",
    "systemctl restart ollama",
    "python warm.py --ollama",
    "chatollama",
    "acme/chatollama:2",
    "~/.chatollama:/data",
    "docker run acme/chatollama",
    "pg_isready -U chatollama",
    "postgresql://chatollama:secret@db/chatollama",
    "https://blog.chatollama.example",
    "https://github.com/ollama/ollama",
    "https://github.com/acme/chatollama",
]
NAMES = [
    "",
    "provider",
    "settings.llm_provider",
    "base_url",
    "model",
    "count",
    "logger.info",
    "services.ollama.image",
    "services.ollama.ports",
    "services.ollama.container_name",
    "services.api.depends_on",
    "services.ollama.volumes",
    "services.ollama.command",
    "services.ollama.healthcheck.test",
    "services.ollama.environment.OLLAMA_HOST",
    "spec.template.spec.containers.image",
    "spec.template.spec.containers.name",
    "spec.template.spec.containers.livenessProbe.httpGet.port",
    "metadata.labels.app",
    "scripts.start",
    "jobs.test.steps.run",
    "volumes.ollama_data",
    "services.ollama",
    "ollama",
    "output",
    "path",
    "keywords.0",
    "OLLAMA_HOST",
    "services.web.build.args.OLLAMA_URL",
    "services.chatollama",
    "volumes.chatollama_data",
]
VARIABLES = [
    "OLLAMA_HOST",
    "OLLAMA_URL",
    "OLLAMA_BASE_URL",
    "OLLAMA_API_URL",
    "OLLAMA_API_BASE",
    "OLLAMA_ENDPOINT",
    "OLLAMA_SERVER_URL",
    "OLLAMA_API_HOST",
    "OLLAMA_PORT",
    "OLLAMA_MODEL",
    "OLLAMA_MODELS",
    "OLLAMA_MODEL_NAME",
    "OLLAMA_EMBED_MODEL",
    "OLLAMA_MODEL_URL",
    "VISION_OLLAMA_URL",
    "OLLAMA_API_KEY",
    "OLLAMA_AUTH",
    "OLLAMA_AUTH_TOKEN",
    "OLLAMA_KEEP_ALIVE",
    "OLLAMA_NUM_PARALLEL",
    "OLLAMA_MAX_LOADED_MODELS",
    "OLLAMA_TIMEOUT",
    "OLLAMA_NUM_CTX",
    "USE_OLLAMA",
    "OLLAMA_ENABLED",
    "VITE_OLLAMA_URL",
    "NEXT_PUBLIC_OLLAMA_MODEL",
    "APP__OLLAMA__BASE_URL",
    "OLLAMA_DEBUG_LOG_REQUESTS",
    "ENABLE_OLLAMA_API",
]
PACKAGES = [
    "ollama",
    "ollama[x]",
    "langchain-ollama",
    "@langchain/ollama",
    "autogen-ext[ollama]",
    "my-ollama",
    "ollama-ai-provider",
]
FILES = [
    "a.py",
    "a.ts",
    "compose.yml",
    "chart/values.yaml",
    "a.json",
    ".env",
    "nginx.conf",
    "x.service",
    "CHANGELOG.md",
    ".gitignore",
]


def references() -> list[Reference]:
    """Every kind of reference that the rules have to tell apart."""
    here = Span(0, 1)
    valued: tuple[Role, ...] = (
        "string",
        "entry",
        "attribute",
        "command",
        "instruction",
        "prose",
        "markup",
        "code",
        "link",
    )
    found = [Reference(role, here, name, value) for role, name, value in product(valued, NAMES, VALUES)]
    found += [Reference("key", here, name, value) for name in NAMES for value in ("", "ollama", "x")]
    for role in ("env-read", "env-write"):
        found += [
            Reference(role, here, name, value) for name in VARIABLES for value in ("", "0.0.0.0", "http://x:11434")
        ]
    found += [Reference("dependency", here, name, ">=1") for name in PACKAGES]
    for what in (
        "class",
        "function",
        "target",
        "property",
        "attribute",
        "variable",
        "type",
        "enum-member",
        "parameter",
    ):
        words = (
            "ollama",
            "OLLAMA_URL",
            "ollama_model",
            "ChatOllama",
            "OllamaEmbeddings",
            "ask_ollama",
            "OllamaService",
        )
        found += [Reference("identifier", here, name, what) for name in words]
    modules = (
        "ollama",
        "ollama, os",
        "ollama/browser",
        "langchain_ollama",
        "./ollama",
        ".ollama",
        "app.ollama",
        "langchain.llms",
    )
    found += [Reference("import", here, name, value) for name in modules for value in ("", "Ollama", "ChatOllama")]
    return found


def test_no_two_rules_compete_for_a_reference() -> None:
    ties = set()
    for path in FILES:
        language = language_of(path)
        for reference in references():
            best = rivals(reference, language, path, RULES)
            if len(best) != 1:
                ties.add((best, reference.role, reference.name, reference.value, path))
    assert not ties, f"{len(ties)} ties, such as {sorted(ties)[:5]}"


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.rule}-{index}" for index, (rule, _) in enumerate(EXAMPLES)]
)
def test_an_example_finds_what_it_says(rule: ReferenceRule, example: Example) -> None:
    source = Source(example.file, example.code.encode())
    found = audit_source(source, hits(source.data), RULES).findings
    assert tuple(finding.text for finding in found if finding.rule == rule.rule) == example.finds
    for reference in read(example.file, example.code):
        assert len(rivals(reference, language_of(example.file), example.file, RULES)) == 1


def test_yields_name_rules_that_are_there() -> None:
    known = {rule.rule for rule in RULES.references}
    assert {name for rule in RULES.references for name in rule.yields} <= known


@pytest.mark.parametrize("rule", RULES.references, ids=lambda rule: str(rule.rule))
def test_a_rule_explains_itself(rule: ReferenceRule) -> None:
    if rule.explains:
        assert rule.kind is None
        return
    assert rule.kind
    assert rule.message
    assert rule.fix
    assert rule.fix.how
    assert rule.fix.safety == "safe" or rule.fix.why
    said = " ".join((rule.message, rule.fix.how, rule.fix.why, *rule.notes.values()))
    assert set(re.findall(r"{(\w+)}", said)) <= {"name", "value", "text"}
