import requests

BASE = "http://localhost:11434"


def ask(messages):
    payload = {
        "model": "llama3.2",
        "messages": messages,
        # one answer at a time
        "stream": False,
        "format": "json",
        "keep_alive": "10m",
        "options": {
            # low, it has to be reproducible
            "temperature": 0.2,
            "num_predict": 512,
            "num_ctx": 8192,  # fits our documents
            "top_p": 0.9,
            "repeat_penalty": 1.1,
        },
    }
    url = f"{BASE}/api/chat"
    response = requests.post(url, json=payload, timeout=30)
    if response.status_code != 200:
        return None
    data = response.json()
    print(data["model"], data["eval_count"], data["prompt_eval_count"], data["done_reason"], data["done"])
    return data["message"]["content"]


print(ask([{"role": "user", "content": "hello, as JSON"}]))
