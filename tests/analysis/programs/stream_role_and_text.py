import json

import requests

body = {"model": "llama3.2", "messages": [{"role": "user", "content": "hi"}], "stream": True}
said = []
for line in requests.post("http://localhost:11434/api/chat", json=body, stream=True).iter_lines():
    message = json.loads(line)["message"]
    if message["content"]:
        said.append(message["content"])
print(said)
