# left: unknown type
import requests


class Client:
    def ask(self, prompt):
        return requests.post(
            "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": prompt, "stream": False}
        ).json()


def use(client):
    return client.ask("x")["response"]


for factory in (Client,):
    print(use(factory()))
