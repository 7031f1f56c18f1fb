# left: is used elsewhere too
import requests

OPTIONS = {"num_predict": 5}

for name, value in OPTIONS.items():
    print(name, value)
r = requests.post(
    "http://localhost:11434/api/generate",
    json={"model": "llama3.2", "prompt": "x", "stream": False, "options": OPTIONS},
)
r.raise_for_status()
print(r.json()["response"])
