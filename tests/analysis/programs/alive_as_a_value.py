import os

import requests

BASE = os.environ.get("OLLAMA_HOST", "http://localhost:11434")


def alive(url=None):
    try:
        return requests.get(f"{url or BASE}/api/tags", timeout=3).status_code == 200
    except requests.RequestException:
        return False


STEPS = {"alive": alive, "again": lambda: alive(BASE)}

for name, step in STEPS.items():
    print(name, step())
