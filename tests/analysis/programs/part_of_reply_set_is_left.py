# left: response cannot be read in place
import requests

data = requests.post(
    "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "hello", "stream": False}
).json()
data["response"] = data["response"].strip()
print(data["response"])
