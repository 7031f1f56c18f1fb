# left: no counterpart
import requests

if requests.post(
    "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False}
).json()["total_duration"]:
    print("took some time")
