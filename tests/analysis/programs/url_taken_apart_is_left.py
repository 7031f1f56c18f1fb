# left: the URL is taken apart here by `replace`
import requests

URL = "http://localhost:11434/api/generate"
base = URL.replace("/api/generate", "")
reply = requests.post(URL, json={"model": "llama3.2", "prompt": "hello", "stream": False})
print(reply.json()["response"], requests.get(base).status_code)
