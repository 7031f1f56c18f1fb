import json
import urllib.request

URL = "http://localhost:11434/api/generate"


def ask(prompt):
    body = {"model": "llama3.2", "prompt": prompt, "stream": False}
    req = urllib.request.Request(URL, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(req, timeout=60) as f:
        return json.loads(f.read())["response"]


def loaded(prompt):
    data = json.dumps({"model": "llama3.2", "prompt": prompt, "stream": False}).encode("utf-8")
    req = urllib.request.Request(URL, data=data, headers={"Content-Type": "application/json"}, method="POST")
    with urllib.request.urlopen(req) as response:
        result = json.load(response)
    return result.get("response", "")


def headers_later(prompt):
    req = urllib.request.Request(URL, json.dumps({"model": "llama3.2", "prompt": prompt, "stream": False}).encode())
    req.add_header("content-type", "application/json")
    with urllib.request.urlopen(req) as response:
        text = response.read().decode("utf-8")
    return json.loads(text)["response"]


def no_header(prompt):
    data = json.dumps({"model": "llama3.2", "prompt": prompt, "stream": False}).encode()
    request = urllib.request.Request(URL, data=data)
    return json.loads(urllib.request.urlopen(request).read())["response"]


def models():
    with urllib.request.urlopen("http://localhost:11434/api/tags") as r:
        return sorted(m["name"] for m in json.loads(r.read())["models"])


print(ask("one"), loaded("two"), headers_later("three"), no_header("four"), models())
