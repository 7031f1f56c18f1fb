# The last part may carry text and say that it is the last.
import json

import requests

body = {
    "model": "llama3.2",
    "messages": [{"role": "user", "content": "hi"}],
    "stream": True,
    "options": {"num_predict": 3},
}
for line in requests.post("http://localhost:11434/api/chat", json=body, stream=True).iter_lines():
    data = json.loads(line)
    if data.get("message", {}).get("content"):
        print(data["message"]["content"], end="")
    elif data.get("done"):
        print("\nfinished:", data["done_reason"])
