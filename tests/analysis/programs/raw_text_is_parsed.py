import json

import requests

r = requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False})
print(json.loads(r.text)["response"])

raw = requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False}).content
print(json.loads(raw.decode("utf-8"))["response"])
