import json

import requests

BASE = "http://localhost:11434"


def parts(prompt, system=None):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": True, "options": {"num_predict": 20}}
    if system:
        payload["system"] = system
    with requests.post(f"{BASE}/api/generate", json=payload, stream=True) as resp:
        for line in resp.iter_lines():
            if line:
                yield json.loads(line)


def answer(prompt):
    whole = ""
    for part in parts(prompt, system="short"):
        token = part.get("response", "")
        if token:
            whole += token
        if part.get("done"):
            break
    return whole


print(answer("hello"))
print("".join(part["response"] for part in parts("hi there")))
