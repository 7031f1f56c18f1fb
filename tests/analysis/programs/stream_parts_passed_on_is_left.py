# left: the reply is returned whole: nothing in the project calls this function
import json

import httpx


def parts(prompt):
    body = {"model": "llama3.2", "prompt": prompt, "stream": True}
    with httpx.stream("POST", "http://localhost:11434/api/generate", json=body) as response:
        for line in response.iter_lines():
            yield json.loads(line)
