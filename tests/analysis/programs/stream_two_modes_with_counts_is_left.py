# left: decided while the program runs
import json

import requests


def ask(prompt, stream):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": stream}
    response = requests.post("http://localhost:11434/api/generate", json=payload, stream=stream)
    if not stream:
        return response.json()["eval_count"]
    for line in response.iter_lines():
        part = json.loads(line)
        if part["done"]:
            return part["eval_count"]


print(ask("hello", False), ask("hello", True))
