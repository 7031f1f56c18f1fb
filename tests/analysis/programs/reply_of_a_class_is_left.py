# left: the reply is read outside of where it is made
import requests


class Models:
    DATA = requests.get("http://localhost:11434/api/tags").json()

    def names(self):
        return [m["name"] for m in self.DATA["models"]]


print(len(Models().names()))
