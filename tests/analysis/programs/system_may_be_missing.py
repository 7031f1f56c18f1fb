import requests
from typing import Optional

URL = "http://localhost:11434/api/generate"


def ask(prompt: str, system: Optional[str] = None, json_mode: bool = False, num_predict: int = -1) -> str:
    r = requests.post(
        URL,
        json={
            "model": "llama3.2",
            "system": system,
            "prompt": prompt,
            "format": "json" if json_mode else "",
            "stream": False,
            "options": {"num_predict": num_predict},
        },
    )
    r.raise_for_status()
    return r.json()["response"]


def role(prompt, expert):
    body = {"model": "llama3.2", "system": "You are an expert." if expert else None, "prompt": prompt, "stream": False}
    r = requests.post(URL, json=body)
    r.raise_for_status()
    return r.json()["response"]


def named(prompt, persona=""):
    body = {"model": "llama3.2", "system": persona or "", "prompt": prompt, "stream": False}
    r = requests.post(URL, json=body)
    r.raise_for_status()
    return r.json()["response"]


print(ask("one"), ask("two", "Be brief."), ask("three, JSON", json_mode=True), ask("four", num_predict=5))
print(role("five", True), role("six", False), named("seven"), named("eight", "You are a pirate."))
