# left: text already
import json

import requests

body = {"model": "llama3.2", "prompt": "hello", "stream": True}
response = requests.post("http://localhost:11434/api/generate", json=body, stream=True)
for line in response.iter_lines(decode_unicode=True):
    print(json.loads(line.decode())["response"], end="")
