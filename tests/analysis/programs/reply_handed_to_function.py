import requests


def text_of(reply, upper=False):
    text = reply.get("message", {}).get("content", "")
    return text.upper() if upper else text


class Client:
    def ask(self, prompt):
        response = requests.post(
            "http://localhost:11434/api/chat",
            json={"model": "llama3.2", "messages": [{"role": "user", "content": prompt}], "stream": False},
        )
        return self._read(response)

    def _read(self, response):
        response.raise_for_status()
        data = response.json()
        self.count = data["eval_count"]
        return text_of(data), text_of(reply=data, upper=True)


client = Client()
print(client.ask("hello"), client.count)
