# left: the reply is read as raw text
import requests

print('"models"' in requests.get("http://localhost:11434/api/tags", timeout=3).text)
