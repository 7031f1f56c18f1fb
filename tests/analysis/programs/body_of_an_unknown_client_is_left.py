# left: is used elsewhere too
import requests


def ask(prompt, session):
    body = {"model": "llama3.2", "prompt": prompt, "stream": False}
    session.post("http://localhost:11434/api/generate", json=body)
    return requests.post("http://localhost:11434/api/generate", json=body).json()["response"]


if __name__ == "__main__":
    print(ask.__name__)
