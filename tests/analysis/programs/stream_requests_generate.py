import json

import requests


def ask(prompt):
    response = requests.post(
        "http://localhost:11434/api/generate",
        json={"model": "llama3.2", "prompt": prompt, "stream": True},
        stream=True,
        timeout=60,
    )
    response.raise_for_status()
    text = ""
    for line in response.iter_lines():
        if line:
            chunk = json.loads(line.decode("utf-8"))
            text += chunk.get("response", "")
            if chunk.get("done"):
                break
    return text


print(ask("hello"))
