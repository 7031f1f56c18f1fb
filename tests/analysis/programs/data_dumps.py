import json

import requests


def ask(prompt):
    body = {"model": "llama3.2", "prompt": prompt, "stream": False}
    r = requests.post("http://localhost:11434/api/generate", data=json.dumps(body))
    return r.json()["response"]


print(ask("one"))
