# left: every part of the new stream carries the counts so far
import json

import requests

total = 0
body = {"model": "llama3.2", "prompt": "hello", "stream": True}
for line in requests.post("http://localhost:11434/api/generate", json=body, stream=True).iter_lines():
    part = json.loads(line)
    total += part.get("eval_count", 0)
print(total)
