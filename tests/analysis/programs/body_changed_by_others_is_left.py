# left: `payload` is used elsewhere too
import requests

import app_metrics  # noqa: F401


def ask(prompt):
    payload = {"model": "llama3.2", "prompt": prompt, "stream": False}
    app_metrics.complete(payload)
    r = requests.post("http://localhost:11434/api/generate", json=payload)
    r.raise_for_status()
    return r.json()["response"]
