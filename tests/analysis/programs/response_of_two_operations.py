import logging

import requests

BASE = "http://localhost:11434"
log = logging.getLogger(__name__)


def warm_up(model):
    if "embed" in model:
        response = requests.post(f"{BASE}/api/embed", json={"model": model, "input": "warm"}, timeout=60)
    else:
        response = requests.post(
            f"{BASE}/api/generate",
            json={"model": model, "prompt": "hi", "stream": False, "options": {"num_predict": 1}},
            timeout=60,
        )
    return response.status_code == 200, response.headers["content-type"].partition(";")[0]


print(warm_up("nomic-embed-text"), warm_up("llama3.2"), warm_up("nosuch"))
