# left: `options` is built elsewhere
import json

import requests

OPTIONS = json.loads('{"num_predict": 5}')
r = requests.post(
    "http://localhost:11434/api/generate",
    json={"model": "llama3.2", "prompt": "x", "stream": False, "options": OPTIONS},
)
r.raise_for_status()
print(r.json()["response"])
