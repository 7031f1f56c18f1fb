import requests

HOST = "http://localhost:11434"


def ask(messages):
    payload = {"model": "llama3.2", "messages": messages, "stream": False}
    r = requests.post("%s/api/%s" % (HOST, "chat"), json=payload, timeout=30)
    return r.json()["message"]["content"]


def generate(prompt):
    url = "%s/api/generate" % HOST
    r = requests.post(url, json={"model": "llama3.2", "prompt": "%s!" % prompt, "stream": False}, timeout=30)
    r.raise_for_status()
    return r.json()["response"]


print(generate("hello"))
print(ask([{"role": "user", "content": "hello"}]))
