# left: `system` is set after the body is built
import requests

URL = "http://localhost:11434/api/generate"
PAYLOAD = {"model": "llama3.2", "prompt": "hello", "stream": False}


def ask(system):
    PAYLOAD["system"] = system
    return requests.post(URL, json=PAYLOAD).json()["response"]


print(ask("Be brief."), ask("Be long."))
