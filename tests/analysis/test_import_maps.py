"""Projects of Deno: an import map says what the name of a package is, and modules are imported with their suffix."""

from __future__ import annotations

import pytest

from tests.analysis.tree import blocked, rewritten

PACKAGE = (
    'import ollama from "ollama";\n'
    'const reply = await ollama.chat({ model: "m", messages: [{ role: "user", content: "hi" }] });\n'
    "console.log(reply.message.content);\n"
)
FRAMEWORK = (
    'import { ChatOllama } from "@langchain/ollama";\n'
    'const chat = new ChatOllama({ model: "m", baseUrl: "http://localhost:11434" });\n'
    'console.log((await chat.invoke("hi")).content);\n'
)
RELAYED = (
    "export async function answer(prompt: string) {\n"
    '  const reply = await fetch("http://localhost:11434/api/generate", {\n'
    '    method: "POST",\n'
    '    body: JSON.stringify({ model: "m", prompt: `Say: ${prompt}` }),\n'
    "  });\n"
    '  return new Response(reply.body, { headers: { "Content-Type": "application/x-ndjson" } });\n'
    "}\n"
)
MAP = '{ "imports": { "ollama": "npm:ollama@^0.5.9", "@langchain/ollama": "npm:@langchain/ollama" } }\n'


@pytest.mark.parametrize("text", [PACKAGE, FRAMEWORK])
@pytest.mark.parametrize("path", ["deno.json", "api/deno.jsonc"])
def test_a_package_that_an_import_map_names_stays(path: str, text: str) -> None:
    assert "says what is imported here" in str(blocked({path: MAP, "api/main.ts": text}))


@pytest.mark.parametrize("text", [PACKAGE, FRAMEWORK])
def test_a_package_that_the_map_does_not_name_moves(text: str) -> None:
    assert "llama" not in rewritten({"deno.json": '{ "imports": {} }\n', "api/main.ts": text})["api/main.ts"].lower()


def test_a_module_that_code_gains_is_imported_with_its_suffix() -> None:
    after = rewritten({"deno.json": '{ "imports": {} }\n', "main.ts": RELAYED})
    assert 'from "./llm-lines.ts"' in after["main.ts"]
