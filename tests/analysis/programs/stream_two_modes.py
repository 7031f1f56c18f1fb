import json

import requests

URL = "http://localhost:11434/api/generate"


class Client:
    def __init__(self, model="llama3.2"):
        self.model = model

    def generate(self, prompt, system=None, stream=True):
        payload = {"model": self.model, "prompt": prompt, "stream": stream}
        if system:
            payload["system"] = system
        if stream:
            response = requests.post(URL, json=payload, stream=True)
            result = ""
            for line in response.iter_lines():
                if line:
                    result += json.loads(line).get("response", "")
            return result
        return requests.post(URL, json=payload).json().get("response", "")


def ask(prompt, stream=False):
    response = requests.post(
        URL, json={"model": "llama3.2", "prompt": prompt, "stream": stream}, stream=stream, timeout=60
    )
    response.raise_for_status()
    if not stream:
        return response.json()["response"]

    def tokens():
        for line in response.iter_lines():
            data = json.loads(line)
            yield data["response"]
            if data["done"]:
                break

    return tokens()


print(Client().generate("hello"))
print(Client().generate("hello", "Be brief.", stream=False))
print(ask("hello"), "".join(ask("hello", stream=True)))
