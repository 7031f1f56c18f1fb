# left: `prompt` is left out
import os

import requests

KEPT = os.environ.get("KEEP_ALIVE", "10m")

requests.post("http://localhost:11434/api/generate", json={"model": "llama3.2", "keep_alive": KEPT})
