# left: raw text
import json

import requests

kept = []
r = requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False})
text = r.text
kept.append(text)
print(json.loads(text)["response"])
