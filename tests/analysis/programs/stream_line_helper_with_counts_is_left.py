# left: the parts that carry counts alone cannot be skipped here
import json

import requests


def part_of(raw):
    part = json.loads(raw)
    return part["response"], part["eval_count"] if part["done"] else 0


r = requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "hi"}, stream=True)
r.raise_for_status()
for raw in r.iter_lines():
    if raw:
        print(*part_of(raw))
