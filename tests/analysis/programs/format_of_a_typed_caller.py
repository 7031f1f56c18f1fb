import requests


def ask(prompt: str, format: str | None = None) -> str:
    payload: dict = {"model": "llama3.2", "prompt": prompt, "stream": False}
    if format:
        payload["format"] = format
    response = requests.post("http://localhost:11434/api/generate", json=payload)
    response.raise_for_status()
    return response.json().get("response", "")


print(ask("hello"))
print(ask("hello", "json"))
