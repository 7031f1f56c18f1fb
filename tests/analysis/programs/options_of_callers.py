import requests


class Client:
    def __init__(self, base="http://localhost:11434"):
        self.base = base

    def _post(self, path, payload):
        r = requests.post(self.base + path, json=payload)
        r.raise_for_status()
        return r.json()

    def generate(self, prompt, **options):
        return self._post("/api/generate", {"model": "llama3.2", "prompt": prompt, "stream": False, "options": options})


def check(client):
    return client.generate("short")


print(Client().generate("hello", temperature=0.1)["response"])
print(Client().generate("hello", num_predict=3)["response"])
