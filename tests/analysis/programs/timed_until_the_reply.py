import json
import urllib.request
from http.client import HTTPConnection

URL = "http://localhost:11434/api/generate"
HEADERS = {"Content-Type": "application/json"}


def sent():
    data = json.dumps({"model": "llama3.2", "prompt": "hello", "stream": False}).encode()
    request = urllib.request.Request(URL, data=data, headers=HEADERS)
    with urllib.request.urlopen(request) as response:
        reply = json.loads(response.read())
    return reply["response"], reply["total_duration"] > 200_000


def asked():
    connection = HTTPConnection("localhost", 11434)
    data = json.dumps({"model": "llama3.2", "prompt": "hello", "stream": False})
    connection.request("POST", "/api/generate", data, HEADERS)
    reply = json.load(connection.getresponse())
    return reply["response"], reply["total_duration"] > 200_000


print(sent(), asked())
