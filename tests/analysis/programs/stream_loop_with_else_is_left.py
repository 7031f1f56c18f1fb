# left: not read in a plain loop
import json

import requests

body = {"model": "llama3.2", "prompt": "hello", "stream": True}
for line in requests.post("http://localhost:11434/api/generate", json=body, stream=True).iter_lines():
    part = json.loads(line)
    print(part["response"], end="")
    if part["done_reason"] if "done_reason" in part else None:
        break
else:
    print("cut off")
