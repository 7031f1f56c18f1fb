"""The tools see what they are there to see: other output, other requests, type errors, components that run."""

from __future__ import annotations

import pytest

from tests.typescript.pairs import assert_alike
from tests.typescript.toolchain import CompileError, Toolchain
from tests.wire.old_server import old_server

FETCH = """\
const reply = await fetch('http://localhost:11434/api/chat', {
  method: 'POST',
  body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }], stream: false }),
})
const data: { message: { content: string } } = await reply.json()
console.log(data.message.content)
"""
FETCHED = """\
const reply = await fetch('http://localhost:8000/v1/chat/completions', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }], stream: false }),
})
const data: { choices: { message: { content: string } }[] } = await reply.json()
console.log(data.choices[0].message.content)
"""
PACKAGE = """\
import ollama from 'ollama'

const reply = await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'hi' }] })
console.log(reply.message.content)
"""
CLIENT = """\
import OpenAI from 'openai'

const client = new OpenAI({ baseURL: `${process.env.LLM_BASE_URL}/v1`, apiKey: 'EMPTY' })
const reply = await client.chat.completions.create({
  model: 'llama3.2',
  messages: [{ role: 'user', content: 'hi' }],
})
console.log(reply.choices[0].message.content)
"""
COMPONENT = """\
<script setup lang="ts">
import { onMounted, ref } from 'vue'

const models = ref<string[]>([])
const answer = ref('')

onMounted(async () => {
  const reply = await fetch(`${import.meta.env.LLM_BASE_URL}/api/tags`)
  models.value = ((await reply.json()) as { models: { name: string }[] }).models.map((model) => model.name)
})

async function ask(text: string) {
  const reply = await fetch('http://localhost:11434/api/generate', {
    method: 'POST',
    body: JSON.stringify({ model: models.value[0], prompt: text, stream: false }),
  })
  answer.value = (await reply.json()).response
}
</script>

<template>
  <p v-for="model in models" :key="model">{{ model }}</p>
  <input v-model="answer" />
  <button @click="ask('hi')">Ask</button>
  <p v-if="answer">{{ answer }}</p>
</template>
"""


@pytest.mark.parametrize(("before", "after"), [(FETCH, FETCHED), (PACKAGE, CLIENT)], ids=["fetch", "package"])
def test_a_program_that_does_the_same_passes(tools: Toolchain, before: str, after: str) -> None:
    assert_alike(tools, {"main.ts": before}, {"main.ts": after})


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (CLIENT.replace("'hi'", "'ho'"), "the requests differ"),
        (CLIENT.replace("content)", "content + '!')"), "the outputs differ"),
        (CLIENT.replace("content)", "content)\nprocess.exit(3)"), "exits with 3"),
        (CLIENT.replace("model: 'llama3.2',", "model: 'llama3.2', options: {} as never,"), "ignores options"),
    ],
)
def test_a_program_that_does_something_else_fails(tools: Toolchain, after: str, says: str) -> None:
    with pytest.raises(AssertionError, match=says):
        assert_alike(tools, {"main.ts": PACKAGE}, {"main.ts": after})


def test_what_does_not_compile_is_told(tools: Toolchain) -> None:
    with pytest.raises(CompileError, match=r"main.ts:1:11: ERROR: Unexpected end of file"):
        assert_alike(tools, {"main.ts": PACKAGE}, {"main.ts": "if (true) {"})


def test_type_errors_are_told_by_program_and_file(tools: Toolchain) -> None:
    programs = {
        "sound": {"main.ts": CLIENT},
        "null": {"main.ts": CLIENT.replace("content)", "content.length)")},
        "component": {"ask.vue": COMPONENT.replace("prompt: text", "prompt: text.nothing")},
        "own": {"tsconfig.json": '{"compilerOptions": {"types": ["node"]}}', "main.ts": "export const x: string = 1\n"},
        "plain": {"main.mjs": "const x = 1\nx.nothing\n"},
    }
    found = tools.errors(programs)
    assert set(found) == {"null", "component", "own"}
    assert "possibly 'null'" in found["null"][0]
    assert found["component"][0].startswith("ask.vue.ts: error TS2339")
    assert found["own"] == ["main.ts: error TS2322: Type 'number' is not assignable to type 'string'."]


def test_a_component_is_mounted_and_its_buttons_are_clicked(tools: Toolchain) -> None:
    with old_server() as server:
        run = tools.run({"ask.vue": COMPONENT}, "ask.vue", server.url)
    assert run.stderr == ""
    assert run.stdout.startswith("llama3.2:latest|")
    assert run.stdout.count("|") > 2
    assert [request.path for request in server.requests] == ["/api/tags", "/api/generate"]


def test_a_program_may_have_several_files(tools: Toolchain) -> None:
    files = {
        "main.ts": "import { ask } from '@/service'\n\nconsole.log(await ask('hi'))\n",
        "src/service.ts": "import ollama from 'ollama'\n\nexport const ask = async (prompt: string) =>\n"
        "  (await ollama.generate({ model: 'llama3.2', prompt })).response\n",
        "tsconfig.json": '{"extends": "../../../tsconfig.json", "compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
    }
    assert tools.errors({"aliased": files}) == {}
    with old_server() as server:
        run = tools.run(files, "main.ts", server.url)
    assert (run.stderr, run.code, len(server.requests)) == ("", 0, 1)
