import requests


def ask(prompt, stream=False):
    response = requests.post(
        "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": prompt, "stream": stream}
    )
    if response.status_code != 200:
        raise RuntimeError(response.text)
    return response.json()["response"]


print(ask("hello"))
try:
    print(ask("hello", stream=True))
except requests.JSONDecodeError:
    print("no stream here")
