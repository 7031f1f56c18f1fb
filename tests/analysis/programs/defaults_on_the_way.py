import requests

URL = "http://localhost:11434"


def chat(model):
    return requests.post(
        f"{URL}/api/chat",
        json={"model": model, "messages": [{"role": "user", "content": "x"}], "stream": False},
    ).json()


for model in ("llama3.2", "missing"):
    data = chat(model)
    try:
        print(data.get("message").get("content"))
    except (AttributeError, KeyError):
        print("nothing there")
    try:
        print(data.get("message", {})["content"])
    except KeyError:
        print("nothing there")
    print(data.get("message", {}).get("content", "nothing there"))
    print(data.get("message", {}).get("role"))

tags = requests.get(f"{URL}/api/tags").json()
print(tags.get("models", [])[0]["name"], tags.get("models", [{}])[0].get("name"))
