import requests

BASE = "http://localhost:11434"
response = requests.get(f"{BASE}/api/tags", timeout=3)
response.raise_for_status()
for model in response.json().get("models", []):
    size = model.get("size", 0) * 0
    print(bool(model.get("name", "unknown")), size, len(model.get("digest", "")) * 0)
