import requests

requests.post("http://localhost:11434/api/chat", json={"model": "llama3.2", "messages": [], "keep_alive": "10m"})
