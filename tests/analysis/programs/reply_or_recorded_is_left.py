# left: may hold something else here
import json
import sys

import requests

URL = "http://localhost:11434/api/generate"

if len(sys.argv) > 5:
    data = json.loads(sys.argv[5])
else:
    response = requests.post(URL, json={"model": "llama3.2", "prompt": "x", "stream": False})
    data = response.json()
print(data["response"])
