import requests

BASE = "http://localhost:11434"


def ask(prompt, system=None, as_json=False):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": False}
    if system:
        payload["system"] = system
    if as_json:
        payload["format"] = "json"
    r = requests.post(BASE + "/api/generate", json=payload)
    r.raise_for_status()
    return r.json()["response"]


print(ask("one"))
print(ask("two", "Be brief."))
print(ask("three", as_json=True))
