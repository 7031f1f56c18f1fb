import json

import requests

answer = requests.post(
    "http://localhost:11434/api/chat",
    json={"model": "missing", "messages": [{"role": "user", "content": "hi"}], "stream": True},
    stream=True,
)
if answer.status_code == 200:
    for line in answer.iter_lines():
        print(json.loads(line)["message"]["content"])
else:
    print("failed", answer.status_code)
