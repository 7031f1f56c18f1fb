# left: its headers may not say that it is JSON
import json
import urllib.request

body = json.dumps({"model": "llama3.2", "prompt": "x", "stream": False}).encode()
print(json.loads(urllib.request.urlopen("http://localhost:11434/api/generate", data=body).read())["response"])
