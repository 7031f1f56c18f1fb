"""Functions that another function hands out in an object: composables, hooks, factories."""

from __future__ import annotations

import pytest

from tests.analysis.tree import planned, rewritten

COMPOSABLE = """import {{ ref }} from 'vue'

export function useServer() {{
  const url = ref('http://localhost:11434')
  const models = ref<string[]>([])

  async function test(base: string): Promise<boolean> {{
    const res = await fetch(`${{base}}/api/tags`)
    return res.ok
  }}

  {gives}
}}
"""
GIVES = "return { url, models, test }"


def component(script: str, markup: str = "<p>Settings</p>") -> str:
    return (
        "<script setup lang=\"ts\">\nimport { useServer } from './useServer'\nimport { other } from './other'\n\n"
        f"{script}\n</script>\n\n<template>\n  {markup}\n</template>\n"
    )


def program(script: str, markup: str = "<p>Settings</p>", gives: str = GIVES) -> dict[str, str]:
    return {"useServer.ts": COMPOSABLE.format(gives=gives), "Settings.vue": component(script, markup)}


def reasons(files: dict[str, str]) -> list[str]:
    return [problem.how for one in planned(files).blocked for problem in one.problems]


@pytest.mark.parametrize(
    ("script", "markup", "gives", "why"),
    [
        ("const { url, test } = useServer()", '<a @click="test(address)" />', GIVES, "not followed here"),
        ("const server = useServer()\nserver.test(server.url.value)", "{{ server.test }}", GIVES, "not followed here"),
        ("const { test: check } = useServer()\ncheck('http://a')", "", GIVES, "not followed here"),
        ("const server = useServer()\nother(server)", "", GIVES, "not followed here"),
        ("const { url, ...server } = useServer()", "", GIVES, "not followed here"),
        ("other(useServer())", "", GIVES, "not followed here"),
        ("const { check } = useServer()", "", "return { url, models, check: test }", "start its URL with a setting"),
        ("const { test } = useServer()", "", "return other({ test })", "start its URL with a setting"),
        ("other(useServer)", "", GIVES, "`useServer` is used as a value"),
    ],
    ids=["markup", "markup of whole", "renamed", "handed on", "rest", "given", "other key", "wrapped", "as value"],
)
def test_a_function_that_gets_out_of_sight_is_left(script: str, markup: str, gives: str, why: str) -> None:
    followed = component("const { test } = useServer()\ntest('http://localhost:11434')")
    files = {**program(script, markup, gives), "Followed.vue": followed}
    assert rewritten(files) == files
    assert any(why in one for one in reasons(files)), reasons(files)


def test_two_functions_that_hand_each_other_out_are_left() -> None:
    files = {
        "a.ts": (
            "export function one(base: string) {\n  fetch(`${base}/api/tags`)\n  return { two }\n}\n"
            "export function two() {\n  return { one }\n}\n"
        )
    }
    assert rewritten(files) == files


@pytest.mark.parametrize(
    "script",
    [
        "const { url, test } = useServer()\n\nasync function submit() {\n  other(await test(url.value))\n}",
        "async function submit() {\n  const server = useServer()\n  other(await server.test(server.url.value))\n}",
        "async function submit() {\n  other(await useServer().test('http://localhost:11434'))\n}",
    ],
    ids=["taken apart", "as a whole", "at once"],
)
def test_a_function_whose_calls_are_all_seen_is_rewritten(script: str) -> None:
    after = rewritten(program(script, '<input v-model="url" />'))
    assert "fetch(`${base}/v1/models`)" in after["useServer.ts"]
    assert ("url.value" in script) is ("ref('http://localhost:8000')" in after["useServer.ts"])
    assert "11434" not in after["Settings.vue"]
