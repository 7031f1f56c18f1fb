# left: the reply is read as raw text
import requests


def is_up():
    response = requests.get("http://localhost:11434", timeout=3)
    return response.status_code == 200 and "is running" in response.text


print(is_up())
