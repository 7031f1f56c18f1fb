# left: another class has a `post` of its own in its place
import requests


class Client:
    def post(self, text):
        return requests.post(
            "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": text, "stream": False}
        ).json()

    def ask(self, text):
        return self.post(text)["response"]


class Fake(Client):
    def post(self, text):
        return {"response": "fake"}


print(Client().ask("hello"), Fake().ask("hello"))
