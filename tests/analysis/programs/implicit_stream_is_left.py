# left: streams
import requests

r = requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x"})
print(r.json()["response"])
