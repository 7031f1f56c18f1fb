import requests

URL = "http://localhost:11434/api/generate"


def post(model):
    return requests.post(URL, json={"model": model, "prompt": "hello", "stream": False})


def shown(model):
    r = post(model)
    print(r.status_code == 200, r.ok)
    data = r.json()
    return data.get("response", "nothing")


def above(model):
    r = post(model)
    data = r.json()
    if r.status_code > 299:
        return data.get("response", "nothing")
    return data.get("response", "never").upper()


def missing(model):
    r = post(model)
    data = r.json()
    if r.status_code == 404:
        return data.get("response", "nothing")
    return data.get("response", "never")


def listed(model):
    r = post(model)
    data = r.json()
    if r.status_code in (404, 500):
        return data.get("response", "nothing")
    elif 200 <= r.status_code < 300:
        return data.get("response", "never")


def either(model):
    r = post(model)
    data = r.json()
    if r.ok or model:
        return data.get("response", "nothing")


def left(model):
    for _ in range(1):
        r = post(model)
        if r.status_code != 200:
            break
    data = r.json()
    return data.get("response", "nothing")


def raised(model):
    r = post(model)
    try:
        r.raise_for_status()
    except requests.HTTPError:
        pass
    data = r.json()
    return data.get("response", "nothing")


for model in ("llama3.2", "missing"):
    for ask in (shown, above, missing, listed, either, left, raised):
        print(ask.__name__, ask(model))
