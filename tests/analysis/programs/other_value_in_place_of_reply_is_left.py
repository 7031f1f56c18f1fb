# left: this may stand in the place of the reply
import requests


def ask(dry):
    data = {"response": "dry"} if dry else requests.post(
        "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False}
    ).json()
    return data["response"]


print(ask(False), ask(True))
