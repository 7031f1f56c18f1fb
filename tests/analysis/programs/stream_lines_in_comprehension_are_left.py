# left: not read in a plain loop
import json

import requests

body = {"model": "llama3.2", "prompt": "hello"}
response = requests.post("http://localhost:11434/api/generate", json=body, stream=True)
print("".join(json.loads(line)["response"] for line in response.iter_lines() if line))
