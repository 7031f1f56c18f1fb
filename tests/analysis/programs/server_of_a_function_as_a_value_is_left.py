# left: depends on its callers
import requests


def alive(url):
    return requests.get(f"{url}/api/tags", timeout=3).json()["models"][0]["name"]


CHECKS = {"alive": alive}

for name, check in CHECKS.items():
    print(name, check("http://localhost:11434"), alive("http://localhost:11434"))
