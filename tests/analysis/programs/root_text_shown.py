import requests

response = requests.get("http://localhost:11434", timeout=3)
if response.status_code != 200:
    print(response.text)
print(response.ok)
