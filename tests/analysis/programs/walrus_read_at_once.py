import json

import requests

URL = "http://localhost:11434/api/generate"


def ask(prompt):
    body = {"model": "llama3.2", "prompt": prompt, "stream": False}
    if (reply := requests.post(URL, json=body).json()).get("response"):
        return reply["response"], reply["done_reason"]
    return "", ""


def parsed(prompt):
    body = {"model": "llama3.2", "prompt": prompt, "stream": False}
    response = requests.post(URL, json=body)
    print(len(json.loads(text := response.text)["response"]))
    return json.loads(text)["done_reason"]


print(ask("hello"), parsed("hello"))
