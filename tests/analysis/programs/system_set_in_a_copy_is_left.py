# left: `system` is set after the body is built
import requests

URL = "http://localhost:11434/api/generate"
BODY = {"model": "llama3.2", "prompt": "hello", "stream": False}


def ask(system):
    body = BODY.copy()
    body["system"] = system
    return requests.post(URL, json=body).json()["response"]


print(ask("Be brief."), ask("Be long."))
