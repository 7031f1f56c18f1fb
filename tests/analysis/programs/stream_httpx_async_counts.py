import asyncio
import json
import os

import httpx

BASE = os.getenv("OLLAMA_HOST", "http://localhost:11434")


class Client:
    def __init__(self):
        self.seen = {}

    async def stream(self, prompt):
        payload = {
            "model": "llama3.2",
            "prompt": prompt,
            "stream": True,
            "options": {"num_predict": 5},
        }
        async with httpx.AsyncClient(timeout=60) as client:
            async with client.stream("POST", f"{BASE}/api/generate", json=payload) as response:
                if response.status_code != 200:
                    error = await response.aread()
                    raise RuntimeError(f"failed: {error.decode()}")
                async for line in response.aiter_lines():
                    if not line.strip():
                        continue
                    part = json.loads(line)
                    if part.get("error"):
                        raise RuntimeError(part["error"])
                    yield part["response"]
                    if part.get("done", False):
                        self.seen = {
                            "prompt": part.get("prompt_eval_count", 0),
                            "answer": part["eval_count"],
                            "reason": part.get("done_reason"),
                        }
                        break


async def main():
    client = Client()
    async for token in client.stream("hello there"):
        print(token, end="")
    print(client.seen)


asyncio.run(main())
