# left: `prompt` is left out
import requests

requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "keep_alive": 0, "stream": False})
