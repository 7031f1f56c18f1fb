import json

import httpx


def parts(messages):
    body = {"model": "llama3.2", "messages": messages, "stream": True}
    with httpx.stream("POST", "http://localhost:11434/api/chat", json=body, timeout=None) as resp:
        resp.raise_for_status()
        for line in resp.iter_lines():
            if not line:
                continue
            yield json.loads(line)


for chunk in parts([{"role": "user", "content": "hello"}]):
    print(chunk["message"]["content"], end="")
    if chunk["done"]:
        print("\n", chunk["eval_count"])
