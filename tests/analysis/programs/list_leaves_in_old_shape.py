import json

import requests

BASE = "http://localhost:11434"
KEPT = {}


class app:
    @staticmethod
    def get(path):
        return lambda function: function


def fetched():
    response = requests.get(f"{BASE}/api/tags", timeout=3)
    response.raise_for_status()
    return response


@app.get("/models")
def models():
    return fetched().json().get("models", [])


@app.get("/all")
def everything():
    data = fetched().json()
    return data


@app.get("/some")
def some():
    found = fetched().json()["models"]
    return [model for model in found if "llama" in model["name"]]


def remember():
    found = fetched().json().get("models") or []
    KEPT["models"] = found
    chosen = []
    for entry in found:
        if entry["name"]:
            chosen.append(entry)
    return json.dumps({"count": len(found), "models": found}), chosen


def names(found):
    return [(model["name"], model["model"]) for model in found]


text, chosen = remember()
print(names(models()), names(everything()["models"]), names(some()))
print(names(json.loads(text)["models"]), json.loads(text)["count"], names(KEPT["models"]), names(chosen))
