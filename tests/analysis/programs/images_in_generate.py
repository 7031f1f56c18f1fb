import base64

import requests

URL = "http://localhost:11434/api/generate"


def describe(data: bytes, question: str = "What is this?") -> str:
    image_b64 = base64.b64encode(data).decode("utf-8")
    payload = {
        "model": "llama3.2",
        "prompt": question,
        "images": [image_b64],
        "stream": False,
    }
    r = requests.post(URL, json=payload)
    r.raise_for_status()
    return r.json()["response"]


def inline(data: bytes) -> str:
    r = requests.post(
        URL,
        json={
            "model": "llama3.2",
            "system": "Be brief.",
            "prompt": "What is this?",
            "images": [base64.b64encode(data).decode("utf-8")],
            "stream": False,
        },
    )
    r.raise_for_status()
    return r.json()["response"]


def maybe(prompt, images=None):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": False, "images": images}
    r = requests.post(URL, json=payload)
    r.raise_for_status()
    return r.json()["response"]


def later(prompt, images=None):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": False}
    if images:
        payload["images"] = images
    r = requests.post(URL, json=payload)
    r.raise_for_status()
    return r.json()["response"]


PICTURE = b"\x89PNG picture"
TEXT = base64.b64encode(PICTURE).decode()
print(describe(PICTURE), inline(PICTURE))
print(maybe("one"), maybe("two", [TEXT]), later("three"), later("four", [TEXT, TEXT]))
