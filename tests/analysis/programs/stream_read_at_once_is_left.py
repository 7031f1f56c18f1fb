# left: a streamed reply is read as one object
import requests

body = {"model": "llama3.2", "prompt": "hello", "stream": True}
print(requests.post("http://localhost:11434/api/generate", json=body).json()["response"])
