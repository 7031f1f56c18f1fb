# left: the new server has no counterpart
import requests

API = "http://localhost:11434/api"


def ensure(model):
    requests.post(f"{API}/pull", json={"name": model, "stream": False}).raise_for_status()


print(len(requests.get(f"{API}/tags").json()["models"]))
