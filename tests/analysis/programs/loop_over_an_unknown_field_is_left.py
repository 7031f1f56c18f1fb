# left: calls is not a field of the reply
import requests

payload = {"model": "llama3.2", "messages": [{"role": "user", "content": "hi"}], "stream": False}
data = requests.post("http://localhost:11434/api/chat", json=payload).json()
for call in data.get("calls", []):
    print(call["name"])
print(data["message"]["content"])
