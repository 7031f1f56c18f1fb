import requests

URL = "http://localhost:11434"


def raw(prompt, model="llama3.2"):
    return requests.post(f"{URL}/api/generate", json={"model": model, "prompt": prompt, "stream": False})


def parsed(prompt):
    response = raw(prompt)
    response.raise_for_status()
    return response.json()


def tokens():
    data = parsed("count")
    return data["eval_count"]


print(parsed("hello")["response"])
print(parsed("again").get("response", "none"))
print(tokens())
