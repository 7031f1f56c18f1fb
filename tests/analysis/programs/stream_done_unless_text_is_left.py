# left: so that its end is not seen here
import json

import requests

body = {"model": "llama3.2", "messages": [{"role": "user", "content": "hi"}], "stream": True}
for line in requests.post("http://localhost:11434/api/chat", json=body, stream=True).iter_lines():
    data = json.loads(line)
    content = data["message"]["content"]
    if content:
        print(content, end="")
        continue
    if data.get("done"):
        print("\nfinished:", data["done_reason"])
