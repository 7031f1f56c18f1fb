import json

import httpx

BASE = "http://localhost:11434"


class Service:
    @staticmethod
    def _parse(line: str) -> tuple[str, bool]:
        if not line:
            return "", False

        try:
            chunk = json.loads(line)
        except json.JSONDecodeError:
            return "", False

        text = str(chunk.get("response") or "")
        return text, bool(chunk.get("done"))

    @staticmethod
    def _tokens(response):
        for line in response.iter_lines():
            token, is_done = Service._parse(line)
            if token:
                yield token
            if is_done:
                return

    def ask(self, prompt):
        payload = {"model": "llama3.2", "prompt": prompt, "stream": True}
        with httpx.stream("POST", f"{BASE}/api/generate", json=payload, timeout=30) as response:
            response.raise_for_status()
            yield from self._tokens(response)


def part_of(raw):
    return json.loads(raw)["message"]["content"]


def chat(text):
    body = {"model": "llama3.2", "messages": [{"role": "user", "content": text}], "stream": True}
    with httpx.stream("POST", f"{BASE}/api/chat", json=body, timeout=30) as response:
        for raw in response.iter_lines():
            if raw:
                print(part_of(raw), end="")
    print()


print("".join(Service().ask("hello")))
chat("hello")
