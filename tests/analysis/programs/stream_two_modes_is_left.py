# left: decided while the program runs
import json

import requests


def ask(prompt, stream):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": stream}
    response = requests.post("http://localhost:11434/api/generate", json=payload, stream=stream)
    text = ""
    for line in response.iter_lines():
        text += json.loads(line)["response"]
    return text


print(ask("hello", False), ask("hello", True))
