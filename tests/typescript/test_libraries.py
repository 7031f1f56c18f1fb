"""Libraries that are not installed for the tests: how requests are written, and replies read, afterwards."""

from __future__ import annotations

import pytest

from tests.analysis.tree import rewritten

BODY = "{ model: 'm', prompt: 'p', stream: false }"
NEW = "{ model: 'm', messages: [{ role: 'user', content: 'p' }], stream: false }"
READ = "reply.choices[0].message.content ?? ''"
CASES = {
    "got": ("import got from 'got'\n", "await got.post(URL, { json: BODY }).json()"),
    "ky": ("import ky from 'ky'\n", "await ky.post(URL, { json: BODY }).json()"),
    "ofetch": ("import { ofetch } from 'ofetch'\n", "await ofetch(URL, { method: 'POST', body: BODY })"),
}


@pytest.mark.parametrize(("head", "call"), CASES.values(), ids=CASES)
def test_requests_of_other_libraries(head: str, call: str) -> None:
    def program(url: str, body: str, read: str) -> str:
        asked = call.replace("URL", f"'http://localhost:{url}'").replace("BODY", body)
        return f"{head}const reply =\n  {asked}\nconsole.log({read})\n"

    def compact(text: str) -> str:
        return "".join(text.split()).replace(",}", "}")

    before = program("11434/api/generate", BODY, "reply.response")
    after = rewritten({"a.mjs": before})["a.mjs"]
    assert compact(after) == compact(program("8000/v1/chat/completions", NEW, READ))
