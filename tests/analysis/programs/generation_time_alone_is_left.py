# left: no counterpart
import requests

data = requests.post(
    "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False}
).json()
print("generated in", data["eval_duration"] / 1e9)
