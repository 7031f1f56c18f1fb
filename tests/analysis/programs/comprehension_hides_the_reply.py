import requests

data = requests.get("http://localhost:11434/api/tags").json()
names = [data["name"] for data in data["models"]]
again = sorted(name for name in (data["name"] for data in data["models"]))
data_of = lambda data: data["models"]
print(len(names), len(again), len(data["models"]), data_of({"models": [1, 2, 3]}))
