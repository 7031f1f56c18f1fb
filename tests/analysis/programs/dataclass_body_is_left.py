# left: the body is built elsewhere
from dataclasses import asdict, dataclass

import requests


@dataclass
class Body:
    model: str
    prompt: str
    stream: bool = False


r = requests.post("http://localhost:11434/api/generate", json=asdict(Body("llama3.2", "x")))
r.raise_for_status()
print(r.json()["response"])
