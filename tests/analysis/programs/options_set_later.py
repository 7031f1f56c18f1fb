import requests

URL = "http://localhost:11434/api/chat"


def build(messages, temperature=None, limit=None):
    payload = {"model": "llama3.2", "messages": messages, "stream": False, "options": {"top_p": 0.9, "num_ctx": 2048}}
    if temperature is not None:
        payload["options"]["temperature"] = temperature
    if limit:
        payload["options"]["num_predict"] = limit
    return payload


def later(messages, fast):
    payload = {"model": "llama3.2", "messages": messages, "stream": False}
    if fast:
        payload["options"] = {"num_predict": 5}
    else:
        payload["options"] = {"num_predict": 50, "temperature": 0.3}
    payload["keep_alive"] = "5m"
    return requests.post(URL, json=payload).json()["message"]["content"]


def ask(text):
    payload = build([{"role": "user", "content": text}], 0.5, 20)
    r = requests.post(URL, json=payload)
    r.raise_for_status()
    return r.json()["message"]["content"]


print(ask("a"))
print(later([{"role": "user", "content": "b"}], True), later([{"role": "user", "content": "c"}], False))
