import requests


class Client:
    def __init__(self, host="http://localhost:11434"):
        self.host = host
        self.session = requests.Session()
        self.model = "llama3.2"

    def _post(self, path, body):
        reply = self.session.post(self.host + path, json=body, timeout=30)
        reply.raise_for_status()
        return reply.json()

    def chat(self, messages):
        body = {"model": self.model, "messages": messages, "stream": False, "options": {"num_predict": 30}}
        return self._post("/api/chat", body)["message"]["content"]

    def generate(self, prompt):
        data = self._post("/api/generate", {"model": self.model, "prompt": prompt, "stream": False})
        return data.get("response", "")


client = Client()
print(client.chat([{"role": "user", "content": "hello"}]))
print(client.generate("hello"))
