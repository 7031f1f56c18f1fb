# left: computed key
import requests

KEY = "prompt"
r = requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", KEY: "x", "stream": False})
r.raise_for_status()
print(r.json()["response"])
