"""A request to an address and nothing else: whose it is, who else asks there tells; the new server has no such page."""

from __future__ import annotations

import pytest

from tests.analysis.tree import rewritten

CLIENT = """import { Ollama } from 'ollama'

export class Embedder {
  constructor() {
    this.base = process.env.EMBEDDING_BASE_PATH
    this.client = new Ollama({ host: this.base })
  }

  async works() {
    return (await fetch(ASKED)).ok
  }

  async embed(texts) {
    return (await this.client.embed({ model: 'nomic-embed-text', input: texts })).embeddings
  }
}
"""
LANGCHAIN = """import { ChatOllama } from '@langchain/ollama'

const url = process.env.MODEL_URL ?? 'http://localhost:11434'
export const works = async () => (await fetch(ASKED)).ok
export const model = new ChatOllama({ model: 'llama3.2', baseUrl: url })
"""
REQUESTS = """import requests


class Service:
    def __init__(self, base):
        self.base = base

    def works(self):
        return requests.get(ASKED).ok

    def ask_ollama(self, prompt):
        body = {"model": "m", "prompt": prompt, "stream": False}
        reply = requests.post(f"{self.base}/api/generate", json=body)
        reply.raise_for_status()
        return reply.json()["response"]
"""


@pytest.mark.parametrize(
    ("path", "code", "asked", "after"),
    [
        ("a.mjs", CLIENT, "this.base", "`${this.base}/health`"),
        ("a.mjs", CLIENT, "`${this.base}`", "`${this.base}/health`"),
        ("a.mjs", LANGCHAIN, "url", "`${url}/health`"),
        ("a.py", REQUESTS, "self.base", 'f"{self.base}/health"'),
        ("a.py", REQUESTS, 'f"{self.base}"', 'f"{self.base}/health"'),
    ],
)
def test_it_asks_after_the_server_of_the_calls_beside_it(path: str, code: str, asked: str, after: str) -> None:
    assert f"({after})" in rewritten({path: code.replace("ASKED", asked)})[path]


@pytest.mark.parametrize(
    ("path", "code", "asked"),
    [
        ("a.mjs", CLIENT, "this.page"),
        ("a.mjs", CLIENT, "'http://localhost:3000'"),
        ("a.mjs", CLIENT, "this.base, { method: 'POST' }"),
        ("a.py", REQUESTS, "self.page"),
        ("a.py", REQUESTS, 'f"{self.base}/page"'),
    ],
)
def test_what_another_server_is_asked_stays(path: str, code: str, asked: str) -> None:
    after = rewritten({path: code.replace("ASKED", asked)})[path]
    assert f"({asked})" in after
    assert "/v1" in after
