# left: message.tool_calls has no counterpart
import json

import requests

TOOLS = [{"type": "function", "function": {"name": "add", "description": "Add.", "parameters": {"type": "object"}}}]
messages = [{"role": "user", "content": "what is 1 + 2?"}]
body = {"model": "llama3.2", "messages": messages, "tools": TOOLS}

with requests.post("http://localhost:11434/api/chat", json=body, stream=True, timeout=60) as reply:
    reply.raise_for_status()
    for line in reply.iter_lines():
        part = json.loads(line)
        if part["message"].get("tool_calls"):
            for call in part["message"]["tool_calls"]:
                print(call["function"]["name"], call["function"]["arguments"])
        print(part["message"]["content"], end="")
