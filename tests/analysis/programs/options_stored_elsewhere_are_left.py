# left: `OPTIONS` is used elsewhere too
import requests

OPTIONS = {"num_predict": 5}


def record(session):
    session["options"] = {"kept": OPTIONS}
    return session


def ask(prompt):
    r = requests.post(
        "http://localhost:11434/api/generate",
        json={"model": "llama3.2", "prompt": prompt, "stream": False, "options": OPTIONS},
    )
    r.raise_for_status()
    return r.json()["response"]


print(ask("x"), record({}))
