import requests

URL = "http://localhost:11434/api/generate"


def ask(text, model="llama3.2"):
    r = requests.post(URL, json={"model": model, "prompt": text, "stream": False})
    return r.json().get("response", "")


def ask_or(text, model="llama3.2"):
    r = requests.post(URL, json={"model": model, "prompt": text, "stream": False})
    data = r.json()
    return data.get("response", "no answer")


def ask_or_none(text, model="llama3.2"):
    r = requests.post(URL, json={"model": model, "prompt": text, "stream": False})
    data = r.json()
    return data.get("response")


print(ask("hello"), ask_or("you"), ask_or_none("there"))
print(repr(ask("hello", "nosuch")), ask_or("you", "nosuch"), ask_or_none("there", "nosuch"))
