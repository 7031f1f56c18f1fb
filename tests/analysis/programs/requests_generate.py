import requests

OLLAMA_URL = "http://localhost:11434"


def ask(text):
    r = requests.post(f"{OLLAMA_URL}/api/generate", json={"model": "llama3.2", "prompt": text, "stream": False}, timeout=60)
    r.raise_for_status()
    return r.json().get("response", "").strip()


print(ask("hello"))
