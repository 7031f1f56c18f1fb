# left: no counterpart
import requests

data = requests.post(
    "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False}
).json()
if data["load_duration"] > 0:
    print("loaded")
