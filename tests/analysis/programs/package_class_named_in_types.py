from typing import Optional, Tuple

import ollama


class Talker:
    def __init__(self, host, sampling):
        self.client = ollama.Client(host=host)
        self.sampling = sampling

    def ask(self, text):
        messages = [{"role": "user", "content": text}]
        return self.client.chat(model="llama3.2", messages=messages, options=self.sampling)["message"]["content"]


def make() -> Tuple[Talker, int]:
    return Talker("http://localhost:11434", {"temperature": 0, "num_predict": 20}), 2


def ask(talker: Optional[Talker], times: int) -> list[str]:
    each: Talker | None = talker
    return [each.ask("hello") for _ in range(times)] if each is not None else []


print(ask(*make()))
