# The last part carries text where the limit cut it.
import json

import requests

text = ""
with requests.post(
    "http://localhost:11434/api/generate",
    json={"model": "llama3.2", "prompt": "hello", "options": {"num_predict": 4}},
    stream=True,
) as r:
    for line in r.iter_lines():
        body = json.loads(line)
        response_part = body.get("response", "")
        text += response_part
        if body.get("done", False):
            reason = body["done_reason"]
            break
print(text, reason)
