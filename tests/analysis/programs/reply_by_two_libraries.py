import json

BASE = "http://localhost:11434"


def installed(broken):
    url = f"{BASE}/api/tags"
    try:
        import requests

        if broken:
            raise RuntimeError
        response = requests.get(url, timeout=3)
        if response.status_code != 200:
            return []
        data = response.json()
    except RuntimeError:
        import urllib.request

        with urllib.request.urlopen(url, timeout=3) as answer:
            data = json.loads(answer.read().decode("utf-8"))
    return [model.get("name", "") for model in data.get("models", [])]


print(installed(False), installed(True))
