import requests

URL = "http://localhost:11434/api/chat"


def ask(prompt, model="llama3.2"):
    payload = {"model": model, "messages": [{"role": "user", "content": prompt}], "stream": False}
    r = requests.post(URL, json=payload, timeout=30)
    if r.status_code >= 400:
        raise requests.HTTPError(f"{r.status_code} {r.reason}", response=r)
    data = r.json()
    return data["message"]["content"]


print(ask("hello"))
try:
    ask("hello", "nosuch")
except requests.RequestException as e:
    print(e, e.response.status_code)
