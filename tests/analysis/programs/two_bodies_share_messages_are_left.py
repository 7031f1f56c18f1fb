# left: the messages come from several mappings
import requests

BASE = {"model": "llama3.2", "system": "Be brief.", "stream": False}


def ask(prompt):
    r = requests.post("http://localhost:11434/api/generate", json={**BASE, "prompt": prompt})
    r.raise_for_status()
    return r.json()["response"]


print(ask("x"))
