import requests

URL = "http://localhost:11434/api/generate"


def compare():
    first = requests.post(URL, json={"model": "llama3.2", "prompt": "Count to ten.", "stream": False}).json()
    second = requests.post(URL, json={"model": "llama3.2", "prompt": "Count.", "stream": False}).json()
    return first["total_duration"] > 0, second["total_duration"] > 0


print(compare())
