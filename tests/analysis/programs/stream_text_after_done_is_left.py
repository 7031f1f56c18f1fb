# left: the last part of the new stream may carry text, which is not read here
import json

import requests

body = {"model": "llama3.2", "prompt": "hello", "stream": True, "options": {"num_predict": 3}}
with requests.post("http://localhost:11434/api/generate", json=body, stream=True) as response:
    for line in response.iter_lines():
        part = json.loads(line)
        token = part["response"]
        if part["done"]:
            print(part["done_reason"])
            break
        print(token, end="")
