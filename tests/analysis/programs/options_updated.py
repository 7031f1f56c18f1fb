import json

import requests

URL = "http://localhost:11434/api/generate"
DEFAULTS = {"temperature": 0.2, "repeat_penalty": 1.2}


class Client:
    def __init__(self, options=None):
        self.options = {"num_predict": 64, **DEFAULTS}
        if options:
            self.options.update(options)

    def ask(self, prompt, **overrides):
        body = {"model": "llama3.2", "prompt": prompt, "options": {**self.options, **overrides}}
        body.update({"stream": False, "format": "json"})
        print("sending", len(json.dumps(body)) > 10, body["model"])
        reply = requests.post(URL, json=body, timeout=10)
        reply.raise_for_status()
        return reply.json()["response"]


print(Client().ask("one"))
print(Client({"num_predict": 3}).ask("two, as JSON", top_k=7))
print(Client(options={"seed": 1}).ask("three", num_predict=9, temperature=0))
