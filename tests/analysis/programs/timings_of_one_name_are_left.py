# left: total_duration has no counterpart
import requests

URL = "http://localhost:11434/api/generate"


def compare(prompt):
    response = requests.post(URL, json={"model": "llama3.2", "prompt": prompt, "stream": False})
    first = response.json()
    response = requests.post(URL, json={"model": "qwen3", "prompt": prompt, "stream": False})
    second = response.json()
    return first["total_duration"] - second["total_duration"]


print(compare("hello") < 60_000_000_000)
