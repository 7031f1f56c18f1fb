# left: not known
import requests

r = requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False, "wibble": 1})
print(r.json()["response"])
