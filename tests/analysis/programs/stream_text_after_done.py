# The last part may carry text: nothing may end the loop before it is read.
import json

import ollama
import requests

body = {"model": "llama3.2", "prompt": "hello", "stream": True, "options": {"num_predict": 3}}
with requests.post("http://localhost:11434/api/generate", json=body, stream=True) as response:
    for line in response.iter_lines():
        part = json.loads(line)
        # nothing comes after the last part
        if part.get("done"):
            break
        print(part["response"], end="")

for part in ollama.generate(model="llama3.2", prompt="hello", stream=True, options={"num_predict": 3}):
    if part.done:
        break
    print(part.response, end="")
