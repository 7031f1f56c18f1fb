# left: done is not there in a reply that failed
import requests

data = requests.post(
    "http://localhost:11434/api/generate", json={"model": "missing", "prompt": "x", "stream": False}
).json()
print("finished" if data.get("done") else "failed")
