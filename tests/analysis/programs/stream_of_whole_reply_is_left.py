# left: a reply that is not streamed is read in a loop
import json

import requests

body = {"model": "llama3.2", "prompt": "hello", "stream": False}
for line in requests.post("http://localhost:11434/api/generate", json=body).iter_lines():
    print(json.loads(line)["response"])
