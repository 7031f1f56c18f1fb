# left: is given something else too
import json

import requests

BASE = "http://localhost:11434"


def text_of(raw):
    return json.loads(raw).get("response", "")


def ask(prompt):
    r = requests.post(f"{BASE}/api/generate", json={"model": "llama3.2", "prompt": prompt}, stream=True)
    for raw in r.iter_lines():
        if raw:
            print(text_of(raw), end="")


def replay(path):
    with open(path) as lines:
        return [text_of(line) for line in lines]
