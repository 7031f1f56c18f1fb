# left: the reply is used in a way that is not followed
import requests

data = requests.post(
    "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "hello", "stream": False}
).json()
data |= {"source": "x"}
print(data["response"])
