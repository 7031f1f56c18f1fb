"""Which part of a project a finding belongs to."""

from __future__ import annotations

import pytest

from migrator.audit.layer import layer_of
from migrator.languages import language_of
from migrator.model import Kind, Layer


@pytest.mark.parametrize(
    ("path", "kind", "layer"),
    [
        ("backend/chat_service.py", "call", "backend"),
        ("frontend/tools/gen.py", "text", "backend"),
        ("db/schema.sql", "text", "backend"),
        ("explore.ipynb", "call", "backend"),
        ("explore.ipynb", "doc", "documents"),
        ("src/App.vue", "text", "frontend"),
        ("src/services/deepseek.ts", "call", "frontend"),
        ("backend/src/routes.ts", "call", "backend"),
        ("backend/web/components/a.ts", "call", "frontend"),
        ("src/services/tools.ts", "call", "frontend"),
        ("apps/ingestion-engine/src/extract.ts", "call", "backend"),
        ("packages/llm-gateway/index.js", "call", "backend"),
        ("apps/chat-web/src/api-client.ts", "call", "frontend"),
        ("tools/libs/snapshot.mjs", "call", "backend"),
        ("k8s/llm", "file-name", "deployment"),
        ("backend/app/llm", "file-name", "backend"),
        ("frontend/src/llm", "file-name", "frontend"),
        ("docs/llm", "file-name", "documents"),
        ("bin/llm", "file-name", "backend"),
        ("docs/llm.md", "file-name", "documents"),
        ("index.html", "text", "frontend"),
        (".env", "env", "configuration"),
        ("pyproject.toml", "dependency", "configuration"),
        ("settings.json", "port", "configuration"),
        ("config.yml", "url", "configuration"),
        ("stack.yml", "image", "deployment"),
        ("docker-compose.yml", "env", "deployment"),
        (".github/workflows/ci.yml", "env", "deployment"),
        ("Dockerfile", "env", "deployment"),
        ("run.sh", "url", "deployment"),
        ("nginx.conf", "url", "deployment"),
        ("README.md", "doc", "documents"),
        ("notes.txt", "doc", "documents"),
    ],
)
def test_language_folders_and_kind_tell(path: str, kind: Kind, layer: Layer) -> None:
    assert layer_of(path, language_of(path), kind) == layer
