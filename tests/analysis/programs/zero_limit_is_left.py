# left: `num_predict` cannot be carried over
import requests


def ask(prompt, limit=0):
    r = requests.post(
        "http://localhost:11434/api/generate",
        json={"model": "llama3.2", "prompt": prompt, "stream": False, "options": {"num_predict": limit}},
    )
    r.raise_for_status()
    return r.json()["response"]


print(ask("x", 3))
