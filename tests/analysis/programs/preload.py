import json
import urllib.request

import requests

HOST = "http://localhost:11434"


def warm_up(model):
    """Loads the model before the first user comes."""
    try:
        requests.post(
            f"{HOST}/api/generate",
            json={"model": model, "prompt": "", "keep_alive": "30m", "options": {"num_ctx": 4096}},
            timeout=60,
        )
    except requests.RequestException as exc:
        print("skipped", exc)


warm_up("llama3.2")
requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "prompt": "", "stream": False})
body = {"model": "llama3.2", "keep_alive": -1}
sent = requests.post(f"{HOST}/api/generate", json=body)
sent.raise_for_status()
print(sent.ok)
missing = requests.post(f"{HOST}/api/generate", json={"model": "nobody/has-it", "keep_alive": -1})
print(missing.status_code)
request = urllib.request.Request(
    f"{HOST}/api/generate",
    data=json.dumps({"model": "llama3.2", "keep_alive": -1}).encode(),
    headers={"Content-Type": "application/json"},
)
urllib.request.urlopen(request)
