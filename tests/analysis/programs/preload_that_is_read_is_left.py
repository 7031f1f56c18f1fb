# left: `prompt` is left out
import requests

loaded = requests.post(
    "http://localhost:11434/api/generate", json={"model": "llama3.2", "keep_alive": -1, "stream": False}
)
print(loaded.json()["done_reason"])
