# left: cannot be carried over
import requests

requests.post(
    "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "", "system": "Be brief.", "stream": False}
)
