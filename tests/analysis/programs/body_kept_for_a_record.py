import json

import requests

URL = "http://localhost:11434/api/chat"


def ask(text):
    payload = {"model": "llama3.2", "messages": [{"role": "user", "content": text}], "stream": False}
    record = {"url": "there", "requestPayload": payload}
    response = requests.post(URL, json=payload)
    response.raise_for_status()
    data = response.json()
    record["rawResponse"] = data
    size = len(json.dumps(record))
    return (data["message"]["content"] or "") if size else ""


print(ask("hello"))
