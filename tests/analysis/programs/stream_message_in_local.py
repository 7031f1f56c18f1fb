import json
from typing import Iterator

import httpx


def chat(messages) -> Iterator[str]:
    with httpx.stream(
        "POST",
        "http://localhost:11434/api/chat",
        json={
            "model": "llama3.2",
            "messages": messages,
            "stream": True,
            "options": {"temperature": 0.2},
        },
        timeout=None,
    ) as response:
        response.raise_for_status()
        for line in response.iter_lines():
            if line.strip():
                try:
                    data = json.loads(line)
                    message = data.get("message", {})
                    if "content" in message:
                        yield message["content"]
                    if data.get("done", False):
                        break
                except json.JSONDecodeError:
                    continue


print("".join(chat([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "hello"}])))
