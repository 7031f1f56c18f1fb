# left: no counterpart
import requests


def ask():
    return requests.post(
        "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False}
    ).json()


print(ask()["total_duration"] > 0)
