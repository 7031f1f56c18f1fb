# left: `system` is set after the body is built
import requests


class Client:
    def __init__(self):
        self.payload = {"model": "llama3.2", "prompt": "hello", "stream": False}

    def ask(self, system):
        self.payload["system"] = system
        return requests.post("http://localhost:11434/api/generate", json=self.payload).json()["response"]


client = Client()
print(client.ask("Be brief."), client.ask("Be long."))
