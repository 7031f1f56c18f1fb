import requests

BASE = {"model": "llama3.2", "stream": False, "options": {"temperature": 0}}


def ask(prompt, url="http://localhost:11434"):
    r = requests.post(f"{url}/api/generate", json={**BASE, "prompt": prompt})
    r.raise_for_status()
    return r.json()["response"]


def copied(prompt, url="http://localhost:11434"):
    body = BASE.copy()
    body["prompt"] = prompt
    r = requests.post(f"{url}/api/generate", json=body)
    r.raise_for_status()
    return r.json()["response"]


def made(prompt, url="http://localhost:11434"):
    body = dict(model="llama3.2", prompt=prompt, stream=False, options=dict(num_predict=4, num_ctx=512))
    r = requests.post(f"{url}/api/generate", json=body)
    r.raise_for_status()
    return r.json()["response"]


print(ask("one"), copied("two"), made("three"))
