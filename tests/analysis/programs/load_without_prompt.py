import requests

response = requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "keep_alive": -1})
print(response.status_code)
