# left: its headers may not say that it is JSON
import json

import requests


def ask(prompt, headers):
    body = json.dumps({"model": "llama3.2", "prompt": prompt, "stream": False})
    r = requests.post("http://localhost:11434/api/generate", data=body, headers=headers)
    r.raise_for_status()
    return r.json()["response"]
