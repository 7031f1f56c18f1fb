# left: is changed in a way that is not followed
import requests

URL = "http://localhost:11434/api/chat"


def ask(text):
    payload = {"model": "llama3.2", "messages": [{"role": "user", "content": text}], "stream": False}
    job = {"body": payload}
    job["body"]["options"] = {"num_predict": 20}
    return requests.post(URL, json=payload).json()["message"]["content"]


print(ask("hello"))
