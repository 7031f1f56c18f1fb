# left: as raw text
import json

import requests

body = {"model": "llama3.2", "prompt": "hello"}
rest = b""
for block in requests.post("http://localhost:11434/api/generate", json=body, stream=True).iter_content(64):
    *lines, rest = (rest + block).split(b"\n")
    for line in lines:
        print(json.loads(line)["response"], end="")
