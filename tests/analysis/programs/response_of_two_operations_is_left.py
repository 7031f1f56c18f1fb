# left: response may hold something else here
import requests

BASE = "http://localhost:11434"


def ask(model, text):
    if "embed" in model:
        response = requests.post(f"{BASE}/api/embed", json={"model": model, "input": text})
    else:
        response = requests.post(f"{BASE}/api/generate", json={"model": model, "prompt": text, "stream": False})
    data = response.json()
    return data.get("embeddings") or data.get("response")
