import json
import queue

import requests

BASE = "http://localhost:11434"
done = queue.Queue()


class app:
    @staticmethod
    def post(path):
        return lambda function: function


class Recorder:
    def __init__(self):
        self.last = None

    def chat(self, text):
        response = requests.post(
            f"{BASE}/api/chat",
            json={"model": "llama3.2", "messages": [{"role": "user", "content": text}], "stream": False},
        )
        response.raise_for_status()
        data = response.json()
        done.put(data)
        self.last = {"asked": text, "reply": data}
        return data["message"]["content"]


@app.post("/generate")
def generate(prompt="hello"):
    response = requests.post(
        f"{BASE}/api/generate", json={"model": "llama3.2", "prompt": prompt, "stream": False}, timeout=60
    )
    response.raise_for_status()
    return response.json()


@app.post("/embed")
def embed(texts=("a", "b")):
    response = requests.post(f"{BASE}/api/embed", json={"model": "nomic-embed-text", "input": list(texts)})
    if response.status_code != 200:
        raise RuntimeError(response.text)
    vectors = response.json()
    return json.dumps(vectors)


KEPT = ("model", "response", "done", "eval_count", "message", "embeddings")


def kept(reply):
    return {key: reply[key] for key in KEPT if key in reply}


recorder = Recorder()
print(recorder.chat("hello"))
print(kept(done.get()), kept(recorder.last["reply"]))
print(kept(generate()))
print(len(kept(json.loads(embed()))["embeddings"]))
