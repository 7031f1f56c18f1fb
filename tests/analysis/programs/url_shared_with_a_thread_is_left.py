# left: the URL is also handed to `Thread`
import threading

import requests

URL = "http://localhost:11434/api/generate"
BODY = {"model": "llama3.2", "prompt": "hello", "stream": False}

thread = threading.Thread(target=requests.post, args=(URL,), kwargs={"json": BODY})
thread.start()
thread.join()
print(requests.post(URL, json={"model": "llama3.2", "prompt": "hi", "stream": False}).json()["response"])
