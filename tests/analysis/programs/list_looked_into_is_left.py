# left: models.models is not a field of the reply
import requests


def models():
    data = requests.get("http://localhost:11434/api/tags", timeout=3).json()
    return data.get("models", [])


def names():
    try:
        return [model.get("name", "") for model in models().get("models", [])]
    except AttributeError:
        return ["none"]


print(names())
