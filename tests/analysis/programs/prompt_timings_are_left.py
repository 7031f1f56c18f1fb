# left: no counterpart
import requests

r = requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False})
print(r.json()["prompt_eval_duration"])
