# left: embeddings[0] cannot be read in place
import requests

reply = requests.post("http://localhost:11434/api/embed", json={"model": "missing", "input": ["a", "b"]})
data = reply.json()
print(len(data.get("embeddings", [[]])[0]))
