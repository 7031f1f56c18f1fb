"""What hits are in TypeScript and JavaScript."""

from __future__ import annotations

import pytest

from tests.languages.hits import meant, shown


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import ollama from 'ollama'", [("import", "ollama", "ollama")]),
        ("import { Ollama as O, type Message } from 'ollama';", [("import", "ollama", "Ollama as O, type Message")]),
        ("import * as o from './ollama'", [("import", "./ollama", "* as o")]),
        ("import {\n  OllamaService,\n} from './x'", [("import", "./x", "OllamaService")]),
        ("export * from './ollama'", [("import", "./ollama", "")]),
        ("export { ask } from './ollama'", [("import", "./ollama", "ask")]),
        ("const x = require('ollama')", [("import", "ollama", "")]),
        ("const x = await import('ollama')", [("import", "ollama", "")]),
        ("vi.mock('ollama')", [("import", "ollama", "")]),
        ("// ollama", [("comment", "", "// ollama")]),
        ("/**\n * Asks Ollama.\n */", [("comment", "", "* Asks Ollama.")]),
        ("class OllamaService {}", [("identifier", "OllamaService", "class")]),
        ("function askOllama() {}", [("identifier", "askOllama", "function")]),
        ("class A { askOllama() {} }", [("identifier", "askOllama", "function")]),
        ("class A { ollamaUrl = 1 }", [("identifier", "ollamaUrl", "property")]),
        ("interface OllamaModel {}", [("identifier", "OllamaModel", "type")]),
        ("type OllamaModel = 1", [("identifier", "OllamaModel", "type")]),
        ("interface A { ollama_url?: string }", [("identifier", "ollama_url", "property")]),
        ("enum P { OLLAMA = 1 }", [("identifier", "OLLAMA", "enum-member")]),
        ("enum P { OLLAMA }", [("identifier", "OLLAMA", "enum-member")]),
        ("function f(ollamaUrl: string) {}", [("identifier", "ollamaUrl", "parameter")]),
        ("const f = ollamaUrl => 1", [("identifier", "ollamaUrl", "parameter")]),
        ("let x: OllamaModel[]", [("identifier", "OllamaModel", "type")]),
        ("const ollama = 1", [("identifier", "ollama", "variable")]),
        ("this.ollama.chat()", [("identifier", "ollama", "attribute")]),
        ("const x = { ollama: 1 }", [("identifier", "ollama", "property")]),
        ("const x = { ollama }", [("identifier", "ollama", "property")]),
        ("const { ollama } = x", [("identifier", "ollama", "variable")]),
        ("const x = { 'ollama-url': 1 }", [("key", "ollama-url", "")]),
        ("const x = cfg['ollama']", [("key", "ollama", "")]),
        ("const URL = 'http://ollama'", [("string", "URL", "http://ollama")]),
        ("const u = ref<string>('http://ollama')", [("string", "u", "http://ollama")]),
        ("this.url = 'http://ollama'", [("string", "url", "http://ollama")]),
        ("class A { url = 'http://ollama' }", [("string", "url", "http://ollama")]),
        ("function f(url = 'http://ollama') {}", [("string", "url", "http://ollama")]),
        ("const x = { model: 'ollama/a' }", [("string", "model", "ollama/a")]),
        ("console.log('ollama up')", [("string", "console.log", "ollama up")]),
        ("new Error('no ollama')", [("string", "Error", "no ollama")]),
        ("if (p === 'ollama') {}", [("string", "p", "ollama")]),
        ("switch (p) { case 'ollama': }", [("string", "case", "ollama")]),
        ("type P = 'ollama' | 'openai'", [("string", "P", "ollama")]),
        ("z.enum(['ollama', 'openai'])", [("string", "z.enum", "ollama")]),
        ("const u = `${base}/ollama`", [("string", "u", "${base}/ollama")]),
        ("const u = `${OLLAMA_URL}/api`", [("identifier", "OLLAMA_URL", "variable")]),
        ("const t = `a\n  ollama b\n`", [("string", "t", "ollama b")]),
        ("const r = /ollama/i", [("string", "r", "ollama")]),
        ("process.env.OLLAMA_URL", [("env-read", "OLLAMA_URL", "")]),
        ("process.env['OLLAMA_URL'] ?? 'x'", [("env-read", "OLLAMA_URL", "x")]),
        ("import.meta.env.VITE_OLLAMA_URL || 'x'", [("env-read", "VITE_OLLAMA_URL", "x")]),
        ("const { OLLAMA_URL } = process.env", [("env-read", "OLLAMA_URL", "")]),
        ("Deno.env.get('OLLAMA_URL')", [("env-read", "OLLAMA_URL", "")]),
        ("config.get<string>('OLLAMA_URL', 'x')", [("env-read", "OLLAMA_URL", "x")]),
        ("const u = process.env.U ?? 'http://ollama'", [("string", "U", "http://ollama")]),
        ("process.env.OLLAMA_URL = 'x'", [("env-write", "OLLAMA_URL", "x")]),
        ("execSync('ollama list')", [("command", "ollama", "ollama list")]),
        ("spawn('ollama', ['pull', name])", [("command", "ollama", "ollama pull name")]),
        ("await $`ollama pull x`", [("command", "ollama", "ollama pull x")]),
        ("const port = 11434", [("string", "port", "11434")]),
        ("f({ port: 11434 })", [("string", "port", "11434")]),
        ("const ids = [5, 11434, 7, 9]", [("number", "", "11434")]),
    ],
)
def test_the_role_of_a_hit(code: str, expected: list[tuple[str, str, str]]) -> None:
    assert meant("a.ts", code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("<p>Start Ollama</p>", [("markup", "p", "Start Ollama")]),
        ("<p className='ollama' />", [("attribute", "p.className", "ollama")]),
        (
            '<input placeholder="http://localhost:11434" />',
            [("attribute", "input.placeholder", "http://localhost:11434")],
        ),
        ("<p title={ollamaUrl} />", [("identifier", "ollamaUrl", "variable")]),
        ("<p>{'no ollama'}</p>", [("string", "", "no ollama")]),
        ("<OllamaPanel />", [("identifier", "OllamaPanel", "tag")]),
    ],
)
@pytest.mark.parametrize("path", ["a.tsx", "a.jsx"])
def test_markup_in_code(path: str, code: str, expected: list[tuple[str, str, str]]) -> None:
    assert meant(path, f"const x = {code}") == expected


def test_what_is_underlined() -> None:
    code = "import { a } from './ollama';\nconst u = process.env.OLLAMA_URL ?? 'http://ollama'\n"
    assert shown("a.ts", code) == [
        ("import", "import { a } from './ollama'"),
        ("env-read", "OLLAMA_URL"),
        ("string", "'http://ollama'"),
    ]


DEEP = 10_000


@pytest.mark.parametrize(
    "code",
    [
        "const a = (((('ollama'",
        "class { ollama",
        "import { ollama from",
        "const x = `ollama ${",
        "<<<<<<< ollama\n=======\n>>>>>>>",
        "\x00\x00ollama\x00",
        "const a = " + "[" * DEEP + "'ollama'" + "]" * DEEP,
        "{" * DEEP + "ollama" + "}" * DEEP,
        "const a = " + "`${" * DEEP + "ollama" + "}`" * DEEP,
        "a" + ".b" * DEEP + ".ollama",
    ],
    ids=range(10),
)
@pytest.mark.parametrize("path", ["a.ts", "a.tsx", "a.mjs"])
def test_broken_code_hides_no_hit(path: str, code: str) -> None:
    assert any("ollama" in text for _, text in shown(path, code))
