import json
import logging

import requests

log = logging.getLogger(__name__)
payload = {"model": "llama3.2", "messages": [{"role": "user", "content": "hello"}], "stream": True, "tool_choice": "auto"}
print(f"asking, keys: {len(list(payload.keys())) > 2}")
log.info("keys=%s", list(payload.keys()))
r = requests.post("http://localhost:11434/api/chat", json=payload, stream=True)
r.raise_for_status()
for raw in r.iter_lines():
    line = raw.decode("utf-8")
    if not line:
        continue
    log.debug("line: %s", line[:100])
    try:
        part = json.loads(line)
    except json.JSONDecodeError:
        print("not read", line[:100])
        continue
    print(part.get("message", {}).get("content", ""), end="")
print()
