# left: `format` cannot be carried over
import requests


def ask(prompt, format):
    r = requests.post(
        "http://localhost:11434/api/generate",
        json={"model": "llama3.2", "prompt": prompt, "format": format, "stream": False},
    )
    r.raise_for_status()
    return r.json()["response"]
