import json

import requests

HEADERS = {"Content-Type": "application/json"}
URL = "http://localhost:11434/api/generate"


def typed(prompt):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": False}
    r = requests.post(URL, data=json.dumps(payload), headers=HEADERS)
    r.raise_for_status()
    return r.json()["response"]


def text(prompt):
    body = json.dumps({"model": "llama3.2", "prompt": prompt, "stream": False})
    r = requests.post(URL, data=body)
    r.raise_for_status()
    return r.json()["response"]


print(typed("one"), text("two"))
