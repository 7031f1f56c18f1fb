# left: cannot be carried over
import requests

requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "", "keep_alive": "10m", "stream": False})
