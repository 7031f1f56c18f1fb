import http.client
import json
from http.client import HTTPConnection

HEADERS = {"Content-Type": "application/json"}


class Local:
    def __init__(self, host="localhost", port=11434):
        self.conn = http.client.HTTPConnection(host, port, timeout=30)

    def chat(self, text):
        body = json.dumps({"model": "llama3.2", "messages": [{"role": "user", "content": text}], "stream": False})
        self.conn.request("POST", "/api/chat", body=body, headers=HEADERS)
        response = self.conn.getresponse()
        if response.status != 200:
            raise RuntimeError(f"HTTP {response.status}: {response.read().decode()}")
        return json.loads(response.read().decode("utf-8"))["message"]["content"]

    def names(self):
        self.conn.request("GET", "/api/tags")
        return [model["name"] for model in json.load(self.conn.getresponse())["models"]]


def generate(text):
    connection = HTTPConnection("localhost:11434")
    payload = {"model": "llama3.2", "prompt": text, "stream": False, "options": {"num_predict": 20}}
    connection.request("POST", "/api/generate", json.dumps(payload).encode(), {"Content-Type": "application/json"})
    reply = connection.getresponse()
    data = json.loads(reply.read())
    connection.close()
    return data.get("response", "").strip()


def bare(text):
    connection = HTTPConnection("localhost", 11434)
    payload = {"model": "llama3.2", "prompt": text, "stream": False}
    connection.request("POST", "/api/generate", body=json.dumps(payload))
    return json.loads(connection.getresponse().read())["response"]


local = Local()
print(local.chat("Hello"))
print(local.names())
print(generate("Name a colour."))
print(bare("Name a colour."))
