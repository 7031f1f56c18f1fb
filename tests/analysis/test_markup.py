"""Components and pages whose markup names what their scripts hold: what is read or set there is not seen in code."""

from __future__ import annotations

import pytest

from tests.analysis.tree import blocked, rewritten

ASK = """  const response = await fetch('http://localhost:11434/api/generate', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', prompt: PROMPT, stream: false }),
  })
  const data = await response.json()
"""
SVELTE = """<script lang="ts">
let question = ''
let text = ''

async function ask() {
ASK  text = data.response
}
</script>

<input bind:value={question} />
<button on:click={ask}>Ask for a response</button>
<p>{text}</p>
<style>
  .data { color: red }
</style>
"""
SHOWN = {
    "a.svelte": "<script>\nlet it\nasync function ask() {\nASK  it = data\n}\n</script>\n<p>{it?.response}</p>\n",
    "a.astro": "---\nASK---\n<p>{data.response}</p>\n",
    "a.vue": "<script setup>\nASK</script>\n<template><p>{{ data.response }}</p></template>\n",
    "b.vue": (
        "<script setup>\nasync function load() {\nASK  return data\n}\n"
        "const text = (await load()).response\n</script>\n"
        "<template><Show :data='load().then((one) => one.response)'>{{ text }}</Show></template>\n"
    ),
}


def component(text: str, prompt: str = "'hi'") -> str:
    return text.replace("ASK", ASK.replace("PROMPT", prompt))


@pytest.mark.parametrize("path", SHOWN)
def test_a_reply_that_the_markup_reads_stays(path: str) -> None:
    files = {path: component(SHOWN[path])}
    assert rewritten(files) == files
    assert blocked(files)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.svelte", SVELTE),
        ("a.astro", "---\nASKconst text = data.response\n---\n<p>{text}</p>\n<style>.data { color: red }</style>\n"),
        ("a.vue", "<script setup>\nASKconst text = data.response\n</script>\n<template>{{ text }}</template>\n"),
    ],
)
def test_the_text_of_a_reply_may_be_shown(path: str, text: str) -> None:
    before = component(text)
    after = rewritten({path: before})[path]
    assert "/v1/chat/completions" in after and "= data.choices?.[0]?.message?.content ?? ''" in after
    assert after[after.index("</script>" if "</script>" in after else "---\n<p>") :] in before


def test_what_the_markup_sets_is_no_constant() -> None:
    after = rewritten({"a.svelte": component(SVELTE, "question")})["a.svelte"]
    assert "messages: [{ role: 'user', content: question }]" in after


ALONE = {
    "page.astro": "---\nconst data = await (await fetch(OWN)).json()\n---\n<p>{data.response}</p>\nSCRIPT",
    "page.html": (
        "<script type='module'>\nconst data = await (await fetch(OWN)).json()\nalert(data.response)\n</script>\nSCRIPT"
    ),
}


@pytest.mark.parametrize("path", ALONE)
def test_scripts_that_share_no_names_are_read_apart(path: str) -> None:
    script = component("<script type='module'>\nASK  show(data.response)\n</script>\n")
    after = rewritten({path: ALONE[path].replace("SCRIPT", script)})[path]
    own, _, moved = after.rpartition("<script")
    assert own == ALONE[path].replace("SCRIPT", "")
    assert "show(data.choices?.[0]?.message?.content" in moved
