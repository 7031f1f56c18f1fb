import json

import requests


def tokens(response):
    for line in response.iter_lines():
        yield json.loads(line)["response"]


body = {"model": "llama3.2", "prompt": "hello", "stream": True}
print("".join(tokens(requests.post("http://localhost:11434/api/generate", json=body, stream=True))))
