"""Which language a file is read as."""

from __future__ import annotations

import pytest

from migrator.languages import language_of


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a/chat_service.py", "python"),
        ("stubs/a.pyi", "python"),
        ("src/a.tsx", "typescript"),
        ("src/a.mjs", "javascript"),
        ("src/App.vue", "vue"),
        ("docker-compose.override.yml", "yaml"),
        ("chart/templates/deploy.yaml.tpl", "yaml"),
        ("tsconfig.json", "jsonc"),
        (".devcontainer/devcontainer.json", "jsonc"),
        ("data/rows.jsonl", "jsonc"),
        ("pyproject.toml", "toml"),
        (".env", "dotenv"),
        (".env.local.example", "dotenv"),
        ("deploy/prod.env", "dotenv"),
        ("env.example", "dotenv"),
        ("scripts/env.sh", "shell"),
        ("src/env.ts", "typescript"),
        ("src/env.d.ts", "typescript"),
        ("Dockerfile", "dockerfile"),
        ("docker/Dockerfile.gpu", "dockerfile"),
        ("web.Dockerfile", "dockerfile"),
        ("Containerfile", "dockerfile"),
        ("Modelfile", "modelfile"),
        ("setup.ps1", "powershell"),
        ("start.bat", "bat"),
        ("install.sh.md", "shell"),
        ("Makefile", "makefile"),
        ("justfile", "makefile"),
        ("nginx.conf", "nginx"),
        ("nginx/conf.d/site.conf", "nginx"),
        ("deploy/llm.service", "systemd"),
        ("etc/systemd/system/x.service.d/override.conf", "systemd"),
        ("setup.cfg", "ini"),
        ("requirements.txt", "requirements"),
        ("requirements/dev.in", "requirements"),
        ("requirements-dev.txt", "requirements"),
        ("notes.txt", "text"),
        ("package-lock.json", "locked"),
        ("web/pnpm-lock.yaml", "locked"),
        ("uv.lock", "locked"),
        ("src/__snapshots__/a.snap", "locked"),
        ("schema.sql", "sql"),
        ("index.html.j2", "html"),
        ("explore.ipynb", "notebook"),
        ("usage.csv", "data"),
        ("api.proto", "proto"),
        (".gitignore", "ignore"),
        ("README.md", "markdown"),
        ("LICENSE", "text"),
        ("assets/unknown.xyz", "text"),
    ],
)
def test_the_name_tells(path: str, language: str) -> None:
    assert language_of(path) == language


@pytest.mark.parametrize(
    ("head", "language"),
    [
        (b"#!/usr/bin/env python3\n", "python"),
        (b"#!/bin/bash\n", "shell"),
        (b"#!/usr/bin/env node\n", "javascript"),
        (b"<!DOCTYPE html>\n", "html"),
        (b"just text", "text"),
        (b"", "text"),
    ],
)
def test_without_a_telling_name_the_first_line_does(head: bytes, language: str) -> None:
    assert language_of("bin/start", head) == language


def test_the_first_line_does_not_overrule_the_name() -> None:
    assert language_of("README.md", b"#!/bin/sh\n") == "markdown"
