import json

import requests

URL = "http://localhost:11434/api/generate"


def body_for(prompt, *, stream):
    return {"model": "llama3.2", "prompt": prompt, "stream": stream, "options": {"temperature": 0}}


def ask(prompt):
    return requests.post(URL, json=body_for(prompt, stream=False)).json()["response"]


def tokens(prompt):
    payload = body_for(prompt, stream=True)
    with requests.post(URL, json=payload, stream=True) as response:
        for line in response.iter_lines():
            if line:
                yield json.loads(line)["response"]


print(ask("hello"))
print("".join(tokens("hello")))
