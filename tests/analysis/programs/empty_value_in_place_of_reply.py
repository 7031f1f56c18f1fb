import requests

URL = "http://localhost:11434/api/generate"


def ask(model, session=None):
    body = {"model": model, "prompt": "hello", "stream": False}
    reply = session.post(URL, json=body) if session else requests.post(URL, json=body)
    data = (reply.json() if reply.ok else {}) or {}
    if data and "response" in data:
        return data["response"]
    return data.get("response", "nothing")


print(ask("llama3.2"))
print(ask("llama3.2", requests.Session()))
print(ask("missing"))
