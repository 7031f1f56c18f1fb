# left: may carry text, which is not read here
import json

import requests

body = {"model": "llama3.2", "prompt": "hello", "stream": True}
response = requests.post("http://localhost:11434/api/generate", json=body, stream=True)
for line in response.iter_lines():
    if (data := json.loads(line)).get("done"):
        print(data.get("done_reason"))
    print(data.get("response", ""), end="")
