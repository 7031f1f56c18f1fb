import requests

BASE = "http://localhost:11434"


def post(path, payload):
    response = requests.post(BASE + path, json=payload, timeout=30)
    response.raise_for_status()
    return response


def ask(prompt):
    return post("/api/generate", {"model": "llama3.2", "prompt": prompt, "stream": False}).json()["response"]


def ask_there(prompt):
    body = {"model": "llama3.2", "messages": [{"role": "user", "content": prompt}]}
    return post("/v1/chat/completions", body).json()["choices"][0]["message"]["content"]


print(ask("hello"))
print(ask_there("hello"))
