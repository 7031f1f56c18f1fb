from typing import Optional

import requests

MODES = [("plain", False), ("default", None)]


def ask(prompt: str, think: Optional[bool]) -> str:
    payload = {"model": "llama3.2", "prompt": prompt, "stream": False}
    if think is not None:
        payload["think"] = think
    response = requests.post("http://localhost:11434/api/generate", json=payload)
    response.raise_for_status()
    return response.json()["response"]


for name, flag in MODES:
    print(name, ask("hello", flag))
