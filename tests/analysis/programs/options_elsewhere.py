import requests

URL = "http://localhost:11434/api/generate"
OPTIONS = {"temperature": 0.2, "num_predict": 100, "num_ctx": 4096}


def one(prompt, system=None, options=None):
    payload = {"model": "llama3.2", "prompt": prompt, "system": system, "stream": False, "options": options or {}}
    r = requests.post(URL, json=payload)
    r.raise_for_status()
    return r.json()["response"]


def two(prompt, as_json=False):
    body = {
        "model": "llama3.2",
        "prompt": prompt,
        "stream": False,
        "format": "json" if as_json else None,
        "options": OPTIONS,
    }
    r = requests.post(URL, json=body)
    r.raise_for_status()
    return r.json()["response"]


def three(prompt, limit=-1):
    options = {"temperature": 0.1, "num_predict": limit}
    if limit > 5:
        options["top_k"] = 5
    r = requests.post(URL, json={"model": "llama3.2", "prompt": prompt, "stream": False, "options": options})
    r.raise_for_status()
    return r.json()["response"]


print(one("a"), one("b", "Be brief."), one("c", options={"num_predict": 7}))
print(two("a"), two("b", True), three("c"), three("d", 10))
