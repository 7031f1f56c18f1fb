# left: its callers add fields to the body
import requests


def ask(prompt, **fields):
    body = {"model": "llama3.2", "prompt": prompt, "stream": False, **fields}
    r = requests.post("http://localhost:11434/api/generate", json=body)
    r.raise_for_status()
    return r.json()["response"]


print(ask("x"), ask("y", system="Be brief."))
