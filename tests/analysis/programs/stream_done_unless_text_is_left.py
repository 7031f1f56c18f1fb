# left: so that its end is not seen here
import json

import requests

body = {"model": "llama3.2", "messages": [{"role": "user", "content": "hi"}], "stream": True}
for line in requests.post("http://localhost:11434/api/chat", json=body, stream=True).iter_lines():
    data = json.loads(line)
    if data.get("message", {}).get("content"):
        print(data["message"]["content"], end="")
    elif data.get("done"):
        print("\nfinished:", data["done_reason"])
