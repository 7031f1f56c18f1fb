"""Clients that are made in code for a browser: no environment is read there, and the page must be allowed to ask."""

from __future__ import annotations

import pytest

from migrator.rewrite.code_base import analysis
from migrator.scan.source import Source
from tests.analysis.tree import planned, rewritten, rules

CALL = "await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }] })\n"
OLLAMA = "import ollama from 'ollama'\n"
LANGCHAIN = (
    "import { ChatOllama } from '@langchain/ollama'\nexport const model = new ChatOllama({ model: 'llama3.2' })\n"
)
AI = "import { ollama } from 'ai-sdk-ollama'\nexport const model = ollama('llama3.2')\n"
VITE = '{"devDependencies": {"vite": "^7.0.0"}}'


def made(files: dict[str, str]) -> str:
    """What the file `src/chat.ts`, or the first one, becomes."""
    path = "src/chat.ts" if "src/chat.ts" in files else next(iter(files))
    after = rewritten(files)[path]
    assert after != files[path], planned(files).blocked
    return after


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"src/chat.ts": OLLAMA + CALL}, id="nothing says where it runs"),
        pytest.param(
            {"src/chat.ts": OLLAMA + CALL, "package.json": '{"dependencies": {"express": "5"}}'}, id="a server"
        ),
        pytest.param(
            {"src/chat.ts": OLLAMA + CALL, "package.json": '{"dependencies": {"next": "16", "vite": "7"}}'},
            id="bundled, and rendered on a server",
        ),
        pytest.param(
            {"src/chat.ts": OLLAMA + "console.log(process.env.HOME)\n" + CALL, "package.json": VITE},
            id="a script of a bundled page's package",
        ),
        pytest.param(
            {"src/chat.ts": OLLAMA + "const document = { text: '' }\nlog(document.text)\n" + CALL}, id="a document"
        ),
        pytest.param({"seed.ts": OLLAMA + CALL, "package.json": VITE}, id="a script beside the sources of a page"),
        pytest.param(
            {"src/chat.ts": OLLAMA + CALL, "package.json": VITE.replace("{", '{"main": "dist/index.js", ', 1)},
            id="a package for others",
        ),
        pytest.param({"src/chat.ts": OLLAMA + "import fs from 'node:fs'\n" + CALL, "package.json": VITE}, id="files"),
        pytest.param(
            {"src/chat.ts": OLLAMA + CALL, "package.json": VITE, "src/package.json": '{"name": "inner"}'},
            id="another package is nearer",
        ),
    ],
)
def test_elsewhere_the_environment_is_read(files: dict[str, str]) -> None:
    after = made(files)
    assert "process.env.LLM_BASE_URL" in after and "dangerouslyAllowBrowser" not in after


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            {"Chat.vue": f"<script setup lang='ts'>\n{OLLAMA}{CALL}</script>\n<template><p/></template>\n"},
            id="component",
        ),
        pytest.param({"src/chat.ts": '"use client"\n' + OLLAMA + CALL}, id="a client's module"),
        pytest.param(
            {"src/chat.ts": OLLAMA + "const to = import.meta.env.VITE_TO\n" + CALL}, id="settings of the page"
        ),
        pytest.param({"src/chat.ts": OLLAMA + "document.title = 'chat'\n" + CALL}, id="uses the page"),
        pytest.param({"src/chat.ts": OLLAMA + CALL, "package.json": VITE}, id="a bundled page's package"),
    ],
)
def test_in_a_browser_the_client_is_told_so(files: dict[str, str]) -> None:
    after = made(files)
    assert "process" not in after
    assert "dangerouslyAllowBrowser: true" in after
    assert any("--allowed-origins" in review for unit in planned(files).done for review in unit.reviews)


def test_a_client_with_an_address_is_told_so_too() -> None:
    code = "import { Ollama } from 'ollama'\nconst it = new Ollama({ host: location.hash })\n"
    after = made({"src/chat.ts": code + CALL.replace("ollama", "it"), "package.json": VITE})
    assert "dangerouslyAllowBrowser: true" in after and "process" not in after


@pytest.mark.parametrize("code", [LANGCHAIN, AI])
def test_frameworks_read_no_environment_in_a_browser(code: str) -> None:
    assert "process.env.LLM_BASE_URL" in made({"src/chat.ts": code})
    after = made({"src/chat.ts": code, "package.json": VITE})
    assert "process" not in after and "http://localhost:8000/v1" in after


def test_deno_is_asked_in_its_own_way() -> None:
    after = made({"src/chat.ts": OLLAMA + "const text = await Deno.readTextFile('a.txt')\n" + CALL})
    assert "Deno.env.get('LLM_BASE_URL') ||" in after and "process" not in after


def test_a_component_keeps_its_indentation() -> None:
    after = made({"Chat.vue": f"<script setup lang='ts'>\n{OLLAMA}async function ask() {{\n  {CALL}}}\n</script>\n"})
    assert "\n  baseURL:" in after


def test_a_whole_run_knows_the_manifests_and_the_aliases_of_a_code_base() -> None:
    files = {
        "src/chat.ts": "import { ask } from '#ai/ask'\nexport const text = async () => (await ask()).message.content\n",
        "src/ai/ask.ts": OLLAMA + "export async function ask() {\n  return " + CALL + "}\n",
        "tsconfig.json": '{"compilerOptions": {"paths": {"#ai/*": ["./src/ai/*"]}}}',
        "package.json": VITE,
    }
    sources = {path: Source(path, text.encode()) for path, text in files.items()}
    (unit,) = analysis(list(files), sources.__getitem__, rules())(sources.__getitem__)
    assert not unit.problems
    assert {edit.path for edit in unit.edits} == {"src/chat.ts", "src/ai/ask.ts"}
    assert any("dangerouslyAllowBrowser" in part for edit in unit.edits for part in edit.parts if isinstance(part, str))
