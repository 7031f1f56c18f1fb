import json

import httpx


class Service:
    def __init__(self, base_url="http://localhost:11434"):
        self.base_url = base_url

    def stream(self, prompt, system=None):
        payload: dict = {"model": "llama3.2", "prompt": prompt, "stream": True}
        if system:
            payload["system"] = system
        with httpx.Client(timeout=60) as client:
            with client.stream("POST", f"{self.base_url}/api/generate", json=payload) as response:
                for line in response.iter_lines():
                    if line:
                        data = json.loads(line)
                        if chunk := data.get("response"):
                            yield chunk
                        if data.get("done"):
                            break


service = Service()
print("|".join(service.stream("hello", system="Be brief.")))
print("|".join(service.stream("hello")))
