# left: the reply is handed to a function
import requests


class BadReply(Exception):
    def __init__(self, response):
        self.response = response


def ask(prompt):
    r = requests.post(
        "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": prompt, "stream": False}
    )
    if not r.json()["response"].startswith("{"):
        raise BadReply(r)
    return r.json()["response"]
