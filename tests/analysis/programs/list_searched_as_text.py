import requests

BASE = "http://localhost:11434"


def is_there(model):
    try:
        response = requests.get(f"{BASE}/api/tags", timeout=3)
        if response.status_code != 200 or model not in response.text:
            return False
    except requests.RequestException:
        return False
    return True


print(is_there("llama3.2"), is_there("nosuch"))
