# left: where its response is taken
import json
from http.client import HTTPConnection

connection = HTTPConnection("localhost", 11434)
body = {"model": "llama3.2", "prompt": "Name a colour.", "stream": False}
headers = {"Content-Type": "application/json"}
if len(body) > 2:
    connection.request("POST", "/api/generate", body=json.dumps(body), headers=headers)
else:
    connection.request("POST", "/api/chat", body=json.dumps(body), headers=headers)
print(json.loads(connection.getresponse().read())["response"])
