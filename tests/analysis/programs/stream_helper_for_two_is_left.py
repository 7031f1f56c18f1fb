# left: is given something else too
import io
import json

import requests


def tokens(response):
    for line in response.iter_lines():
        yield json.loads(line)["response"]


class Recorded:
    def iter_lines(self):
        return io.BytesIO(b'{"response": "hello"}').readlines()


body = {"model": "llama3.2", "prompt": "hello", "stream": True}
print("".join(tokens(requests.post("http://localhost:11434/api/generate", json=body, stream=True))))
print("".join(tokens(Recorded())))
