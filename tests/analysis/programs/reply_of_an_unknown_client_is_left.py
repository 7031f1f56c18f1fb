# left: may hold something else here
import requests


def ask(prompt, session=None):
    body = {"model": "llama3.2", "prompt": prompt, "stream": False}
    again = {"model": "llama3.2", "prompt": prompt, "stream": False}
    if session:
        response = session.post("http://localhost:11434/api/generate", json=body)
    else:
        response = requests.post("http://localhost:11434/api/generate", json=again)
    return response.json()["response"]


if __name__ == "__main__":
    print("not asked")
