# left: `payload` is changed in a way that is not followed
import requests

URL = "http://localhost:11434/api/generate"


def ask(system):
    payload = {"model": "llama3.2", "prompt": "hello", "stream": False}
    for _ in range(2):
        payload["system"] = system
        reply = requests.post(URL, json=payload).json()
    return reply["response"]


print(ask("Be brief."))
