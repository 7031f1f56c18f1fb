# left: is used elsewhere too
import json
import urllib.request

import requests

URL = "http://localhost:11434/api/generate"
HEADERS = {"Content-Type": "application/json"}
BODY = json.dumps({"model": "llama3.2", "prompt": "hello", "stream": False})


def sent():
    with urllib.request.urlopen(urllib.request.Request(URL, data=BODY.encode(), headers=HEADERS)) as response:
        return json.load(response)["response"]


print(sent(), requests.post("http://localhost:11434/api/generate", data=BODY, headers=HEADERS).json()["response"])
