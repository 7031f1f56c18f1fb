import requests

URL = "http://localhost:11434/api/generate"


class Client:
    def __init__(self, session=None):
        self.session = session

    def ask(self, prompt):
        payload = {"model": "llama3.2", "prompt": prompt, "stream": False}
        if self.session is not None:
            response = self.session.post(URL, json=payload)
            response.raise_for_status()
            data = response.json()
        else:
            with requests.Session() as session:
                response = session.post(URL, json=payload)
                response.raise_for_status()
                data = response.json()
        return data.get("response", "")


print(Client().ask("hello"))
print(Client(requests.Session()).ask("hello"))
