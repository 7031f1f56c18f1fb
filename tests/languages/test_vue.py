"""Single-file components and pages: what their scripts ask, and what hits in their markup are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.languages import vue
from migrator.scan.source import Source
from tests.languages.hits import meant, shown
from tests.languages.typescript.files import asked

CALL = "fetch('http://localhost:11434/api/tags')"


def code(text: str, path: str = "a.vue") -> tuple[str, str]:
    """The script of a file without its blanks, and its grammar."""
    found, grammar = vue.script(Source(path, text.encode()))
    return "".join(found.decode().split()), grammar


@pytest.mark.parametrize(
    "text",
    [
        f"<template><p>{CALL}</p></template>",
        f"<!-- <script>{CALL}</script> -->",
        f"<style>/* {CALL} */</style>",
        f"<script type='application/json'>{CALL}</script>",
        f"<script type='text/x-template'>{CALL}</script>",
        f"<script lang='coffee'>{CALL}</script>",
        f"<script>// {CALL}</script>",
        f"<script src='{CALL}'></script>",
        f"<scripts>{CALL}</scripts>",
    ],
)
def test_what_is_no_script_asks_nothing(text: str) -> None:
    assert asked({"a.vue": text}) == []


@pytest.mark.parametrize(
    ("path", "text", "grammar"),
    [
        ("a.vue", f"<script>{CALL}</script>", "javascript"),
        ("a.vue", f'<template/>\n<script setup lang="ts">\n{CALL}\n</script>', "typescript"),
        ("a.vue", f"<script setup lang='ts' generic='T extends Record<string, A>'>{CALL}</script>", "typescript"),
        ("a.vue", f"<SCRIPT LANG='TS'>{CALL}</SCRIPT >", "typescript"),
        ("a.vue", f"<script lang=tsx>{CALL}</script>", "tsx"),
        ("a.vue", f"<script lang='ts'>const a = 1</script>\n<script setup lang='ts'>{CALL}</script>", "typescript"),
        ("a.vue", f"<template><p></template><script>{CALL}", "javascript"),
        ("a.svelte", f"<script context='module' lang='ts'>{CALL}</script><p/>", "typescript"),
        ("a.astro", f"---\n{CALL}\n---\n<p/>", "typescript"),
        ("a.html", f"<html><script type='module'>{CALL}</script></html>", "javascript"),
    ],
)
def test_a_script_asks_from_where_it_stands(path: str, text: str, grammar: str) -> None:
    assert asked({path: text}) == [("tags", CALL)]
    assert code(text, path)[1] == grammar


def test_both_scripts_of_a_component_are_one_file() -> None:
    text = "<script>const base = 'http://localhost:11434'</script>\n<script setup>fetch(base + '/api/tags')</script>"
    assert asked({"a.vue": text}) == [("tags", "fetch(base + '/api/tags')")]


@given(st.text(alphabet="<>/scriptSCRIPT -!'\"\n=lang té{}", max_size=200))
def test_no_byte_moves_and_no_line_is_lost(text: str) -> None:
    source = Source("a.vue", text.encode())
    blanked, _ = vue.script(source)
    assert len(blanked) == len(source.data)
    assert [i for i, byte in enumerate(blanked) if byte == 10] == [
        i for i, byte in enumerate(source.data) if byte == 10
    ]
    assert all(new in (old, 32) for old, new in zip(source.data, blanked, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<template><p>Start Ollama</p></template>", [("markup", "p", "Start Ollama")]),
        ("<template><!-- ollama --></template>", [("comment", "", "<!-- ollama -->")]),
        ("<template><p title='Ollama' /></template>", [("attribute", "p.title", "Ollama")]),
        ("<template><p>{{ ollamaUrl }}</p></template>", [("identifier", "ollamaUrl", "variable")]),
        ("<template><p>{{ up ? 'ollama up' : '' }}</p></template>", [("string", "", "ollama up")]),
        ('<template><p :title="ollamaUrl" /></template>', [("identifier", "ollamaUrl", "variable")]),
        ("<template><p v-if=\"p === 'ollama'\" /></template>", [("string", "p", "ollama")]),
        ('<template><b @click="askOllama()" /></template>', [("identifier", "askOllama", "variable")]),
        ("<template><OllamaPanel /></template>", [("identifier", "OllamaPanel", "tag")]),
        ("<script setup lang='ts'>\nconst u: OllamaUrl = 1\n</script>", [("identifier", "OllamaUrl", "type")]),
        ("<script>\nexport default { name: 'ollama' }\n</script>", [("string", "name", "ollama")]),
        ("<script setup>\nconst x = import.meta.env.VITE_OLLAMA_URL\n</script>", [("env-read", "VITE_OLLAMA_URL", "")]),
        ("<style>\n/* ollama */\n</style>", [("comment", "", "/* ollama */")]),
    ],
)
def test_the_role_of_a_hit(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert meant("a.vue", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<template><p ollama",
        "<template><p title='ollama>\n</template>",
        "<template>{{ ollama </template>",
        "<script>const a = 'ollama",
        "</script>ollama<script>",
        "<!-- ollama",
        "<" * 5_000 + "ollama" + ">" * 5_000,
        "<p>" * 10_000 + "ollama",
        "<script lang='ts'>" * 1_000 + "ollama",
    ],
    ids=range(9),
)
def test_broken_markup_hides_no_hit(text: str) -> None:
    assert any("ollama" in found for _, found in shown("a.vue", text))
    asked({"a.vue": text})
