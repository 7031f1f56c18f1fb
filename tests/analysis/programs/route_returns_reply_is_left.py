# left: called from outside
import requests


class app:
    @staticmethod
    def get(path):
        return lambda function: function


@app.get("/ask")
def ask():
    return requests.post(
        "http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False}
    ).json()
