# left: is given something else too
import json

import requests


def text_of(reply):
    return reply.get("response", "")


print(text_of(json.loads('{"response": "recorded"}')))
print(
    text_of(
        requests.post(
            "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False}
        ).json()
    )
)
