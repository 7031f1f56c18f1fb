import logging

import requests

log = logging.getLogger(__name__)


def ask(prompt, model="llama3.2"):
    response = requests.post(
        "http://localhost:11434/api/generate",
        json={"model": model, "prompt": prompt, "stream": False, "temperature": 0.7},
        timeout=30,
    )
    if response.status_code != 200:
        log.error("failed: %s", response.text)
        detail = response.text[:10]
        return len(detail) > 0
    log.info(f"raw {response.text}")
    return response.json().get("response", "nothing")


def chat(prompt, model="llama3.2"):
    response = requests.post(
        "http://localhost:11434/api/chat",
        json={"model": model, "messages": [{"role": "user", "content": prompt}], "stream": False},
    )
    if response.status_code == 200:
        return response.json()["message"]["content"]
    else:
        raise RuntimeError(f"{response.status_code}")


print(ask("hello"), ask("hello", "nosuch"))
print(chat("hello"))
try:
    chat("hello", "nosuch")
except RuntimeError as e:
    print(e)
