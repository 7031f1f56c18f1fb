# left: is called for something else too
import requests

BASE = "http://localhost:11434"


def post(path, payload):
    payload["stream"] = False
    data = requests.post(BASE + path, json=payload, timeout=30).json()
    return data.get("response") or data["choices"][0]["message"]["content"]


def ask(prompt):
    return post("/api/generate", {"model": "llama3.2", "prompt": prompt})


def ask_there(prompt):
    body = {"model": "llama3.2", "messages": [{"role": "user", "content": prompt}]}
    return post("/v1/chat/completions", body)


print(ask("hello"))
print(ask_there("hello"))
