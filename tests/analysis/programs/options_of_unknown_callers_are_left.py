# left: unknown type
import requests


class Client:
    def generate(self, prompt, **options):
        r = requests.post(
            "http://localhost:11434/api/generate",
            json={"model": "llama3.2", "prompt": prompt, "stream": False, "options": options},
        )
        r.raise_for_status()
        print(r.json()["response"])


def check(client):
    client.generate("short", num_predict=2)


Client().generate("hello", temperature=0.1)
for factory in (Client,):
    check(factory())
