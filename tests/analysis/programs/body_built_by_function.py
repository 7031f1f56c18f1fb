import requests


class Client:
    url = "http://localhost:11434/api/chat"

    def _payload(self, messages, **extra):
        return {"model": "llama3.2", "messages": messages, "stream": False, "options": self._options(), **extra}

    def _options(self):
        return {"temperature": 0.1, "num_predict": 12}

    def chat(self, text):
        r = requests.post(self.url, json=self._payload([{"role": "user", "content": text}]))
        r.raise_for_status()
        return r.json()["message"]["content"]

    def talk(self, messages):
        payload = self._payload(messages)
        r = requests.post(self.url, json=payload)
        r.raise_for_status()
        return r.json()["message"]["content"]


print(Client().chat("one"), Client().talk([{"role": "user", "content": "two"}]))
