# left: is not read in a loop here
import json

import requests


def parts(prompt):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": True}
    with requests.post("http://localhost:11434/api/generate", json=payload, stream=True) as resp:
        for line in resp.iter_lines():
            if line:
                yield json.loads(line)


def answer(prompt):
    return "".join(part["response"] for part in parts(prompt))


def first(prompt):
    return next(parts(prompt))["response"]
