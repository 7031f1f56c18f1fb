import json

import requests

payload = {"model": "llama3.2", "prompt": "hello"}
payload["stream"] = True
response = requests.post("http://localhost:11434/api/generate", data=json.dumps(payload), stream=True)
for line in response.iter_lines():
    if not line: continue
    print(json.loads(line)["response"], end="")
print()
