"""Scripts of a page see each other's names without imports: what one gives another is not changed behind its back."""

from __future__ import annotations

from tests.analysis.tree import blocked, rewritten

ASK = """async function ask(prompt) {
  const response = await fetch('http://localhost:11434/api/generate', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'llama3.2', prompt, stream: false }),
  })
  return response.json()
}

ask('hi').then((reply) => console.log(reply.response))
"""


def test_a_function_that_another_script_calls_stays() -> None:
    files = {"ask.js": ASK, "page.js": "ask('more').then((reply) => show(reply.response))\n"}
    assert rewritten(files) == files
    assert any("returned whole" in why for why in blocked(files))


def test_the_names_of_modules_are_their_own() -> None:
    page = "async function ask(text) {\n  return text\n}\nask('more')\n"
    assert "v1/chat/completions" in rewritten({"ask.js": ASK, "page.js": page})["ask.js"]
    module = ASK + "export const there = true\n"
    files = {"ask.js": module, "page.js": "ask('more').then((reply) => show(reply.response))\n"}
    assert "v1/chat/completions" in rewritten(files)["ask.js"]
