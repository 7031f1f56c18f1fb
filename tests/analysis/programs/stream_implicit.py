import json

import requests

URL = "http://localhost:11434/api/chat"

payload = {
    "model": "llama3.2",
    "messages": [{"role": "user", "content": "What is up?"}],
}
with requests.post(URL, json=payload, stream=True) as response:
    for line in response.iter_lines(decode_unicode=True):
        if not line:
            continue
        try:
            data = json.loads(line)
        except json.JSONDecodeError:
            print(f"not JSON: {line}")
            continue
        if "message" in data and "content" in data["message"]:
            print(data["message"]["content"], end="", flush=True)
