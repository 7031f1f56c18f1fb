# left: where its response is taken
import json
from http.client import HTTPConnection

connection = HTTPConnection("localhost", 11434)


def send(text):
    body = json.dumps({"model": "llama3.2", "prompt": text, "stream": False})
    connection.request("POST", "/api/generate", body=body, headers={"Content-Type": "application/json"})


def receive():
    return json.loads(connection.getresponse().read())["response"]


send("Name a colour.")
print(receive())
