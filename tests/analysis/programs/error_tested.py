import requests

URL = "http://localhost:11434/api/chat"

for model in ("llama3.2", "nobody-has-this"):
    body = {"model": model, "messages": [{"role": "user", "content": "hi"}], "stream": False}
    data = requests.post(URL, json=body, timeout=60).json()
    if data.get("error"):
        print("failed:", bool(data["error"]))
    else:
        print(data["message"]["content"])
