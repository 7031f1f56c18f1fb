import http.client
import json
import urllib.request


def ask(prompt):
    body = json.dumps({"model": "llama3.2", "prompt": prompt, "stream": True}).encode()
    headers = {"Content-Type": "application/json"}
    req = urllib.request.Request("http://localhost:11434/api/generate", data=body, headers=headers)
    with urllib.request.urlopen(req) as response:
        for line in response:
            part = json.loads(line)
            yield part["response"]
            if part["done"]:
                break


def chat(text):
    connection = http.client.HTTPConnection("localhost", 11434)
    body = {"model": "llama3.2", "messages": [{"role": "user", "content": text}]}
    connection.request("POST", "/api/chat", json.dumps(body), {"Content-Type": "application/json"})
    answer = ""
    for raw in connection.getresponse():
        line = raw.decode("utf-8").strip()
        if not line:
            continue
        data = json.loads(line)
        answer += data.get("message", {}).get("content", "")
    return answer


print("".join(ask("hello")))
print(chat("hello"))
