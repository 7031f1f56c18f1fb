# left: is used elsewhere too
import json

import requests

HEADERS = {"Content-Type": "application/json"}


def ask(prompt):
    body = json.dumps({"model": "llama3.2", "prompt": prompt, "stream": False})
    response = requests.post("http://localhost:11434/api/generate", data=body, headers=HEADERS)
    return json.loads(body)["prompt"], response.json()["response"]


print(ask("hello"))
