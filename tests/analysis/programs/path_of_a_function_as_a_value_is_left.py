# left: depends on its callers
import os

import requests

BASE = os.environ.get("OLLAMA_HOST", "http://localhost:11434")


def alive(path="/api/tags"):
    return requests.get(f"{BASE}{path}", timeout=3).status_code == 200


STEPS = {"alive": alive, "again": lambda: alive("/api/tags")}

for name, step in STEPS.items():
    print(name, step())
