# left: is changed in a way that is not followed
import requests

payload = {"model": "llama3.2", "prompt": "hi", "stream": False}
r = requests.post("http://localhost:11434/api/generate", json=payload)
r.raise_for_status()
print(r.json()["response"], [key for key in payload.keys() if key.startswith("p")])
