"""Requests of curl become the new server's, with their bodies and what is read of the answer, or stay whole."""

from __future__ import annotations

import pytest

from tests.analysis.deployment.test_mentioned import told

OLD, NEW = "http://localhost:11434", "http://localhost:8000"
JSON = "-H 'Content-Type: application/json'"


def sample(command: str) -> str:
    return f"```sh\n{command}\n```\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"""curl {OLD}/api/generate -d '{{"model": "m", "prompt": "Hi", "stream": false}}'""",
            f"""curl {JSON} {NEW}/v1/chat/completions -d """
            """'{"model": "m", "messages": [{"role": "user", "content": "Hi"}], "stream": false}'""",
        ),
        (
            f"""curl {OLD}/api/generate -d '{{"model": "m", "prompt": "Hi"}}'""",
            f"""curl {JSON} {NEW}/v1/chat/completions -d """
            """'{"model": "m", "messages": [{"role": "user", "content": "Hi"}], "stream": true}'""",
        ),
        (
            f"""curl -s {OLD}/api/chat \\\n  -H "Content-Type: application/json" \\\n  -d '{{\n    "model": "m",\n"""
            """    "messages": [{"role": "user", "content": "Hi"}],\n    "stream": false,\n"""
            """    "options": {"num_predict": 5}\n  }' | jq -r .message.content""",
            f"""curl -s {NEW}/v1/chat/completions \\\n  -H "Content-Type: application/json" \\\n  -d '{{\n"""
            """    "model": "m",\n    "messages": [\n      {\n        "role": "user",\n        "content": "Hi"\n"""
            """      }\n    ],\n    "stream": false,\n    "max_tokens": 5\n  }' | jq -r .choices[0].message.content""",
        ),
        (
            f"""curl -d "{{\\"model\\":\\"m\\",\\"prompt\\":\\"$1\\"}}" {OLD}/api/embeddings""",
            f"""curl {JSON} -d "{{\\"model\\":\\"m\\",\\"input\\":\\"$1\\"}}" {NEW}/v1/embeddings""",
        ),
        (
            f"""curl {OLD}/api/generate -d '{{"model": "m", "keep_alive": -1}}'""",
            f"""curl {JSON} {NEW}/v1/chat/completions -d """
            """'{"model": "m", "messages": [{"role": "user", "content": ""}], "max_tokens": 1}'""",
        ),
        (f"curl -s {OLD}/api/tags | jq -r '.models[].name'", f"curl -s {NEW}/v1/models | jq -r '.data[].id'"),
        (f'curl -s "{OLD}/api/tags" | jq .', f'curl -s "{NEW}/v1/models" | jq .'),
        (f"curl {OLD}/api/tags | jq", f"curl {NEW}/v1/models | jq"),
        (f"curl {OLD}/api/tags | jq '.models[0].name' | head", f"curl {NEW}/v1/models | jq '.data[0].id' | head"),
    ],
)
def test_a_request_becomes_the_new_servers(before: str, after: str) -> None:
    assert told("README.md", sample(before)) == sample(after)


@pytest.mark.parametrize(
    "command",
    [
        f"curl {OLD}/api/generate -d @body.json",
        f"""curl {OLD}/api/generate -d '{{"model": "m", "prompt": "it'"'"'s"}}'""",
        f"""curl {OLD}/api/generate -d '{{"model": "m", "prompt": "Hi", "raw": true}}'""",
        f"""curl {OLD}/api/generate -d '{{"model": "m", "keep_alive": 0}}'""",
        f"""curl {OLD}/api/generate -d '{{"model": "m", "keep_alive": "0s"}}'""",
        f"""curl {OLD}/api/generate -d '{{"model": "m", "prompt": "", "system": "x"}}'""",
        f"""curl {OLD}/api/generate -d '{{"model": "m", "prompt": "Hi"}}' | jq .response""",
        f"""curl -s "{OLD}/api/tags" | grep -q "name:m"; echo ok""",
        f"""curl -s '{OLD}/api/tags' | grep 'm'""",
        f"curl {OLD}/api/tags | jq '.models[].size'",
        f"curl {OLD}/api/tags | jq '.models[] | select(.name)'",
        f"curl {OLD}/api/tags | grep llama",
        f"curl -X POST {OLD}/api/pull -d '{{}}'",
        f"x=$(curl -s {OLD}/api/tags)",
        f"wget {OLD}/api/generate",
    ],
)
def test_what_is_not_understood_stays_whole(command: str) -> None:
    assert told("README.md", sample(command)) == sample(command)
