# left: a message goes where it is not followed
import requests

STORE = {}


def ask(image):
    message = {"role": "user", "content": "What is this?", "images": [image]}
    STORE["last"] = message
    r = requests.post("http://localhost:11434/api/chat", json={"model": "llama3.2", "messages": [message], "stream": False})
    r.raise_for_status()
    return r.json()["message"]["content"]


print(ask("eA=="))
