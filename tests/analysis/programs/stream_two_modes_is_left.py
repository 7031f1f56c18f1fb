# left: decided while the program runs
import json

import requests


def ask(prompt, stream=False):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": stream}
    response = requests.post("http://localhost:11434/api/generate", json=payload, stream=stream)
    if stream:
        return "".join(json.loads(line)["response"] for line in response.iter_lines())
    return response.json()["response"]


print(ask("hello"), ask("hello", stream=True))
