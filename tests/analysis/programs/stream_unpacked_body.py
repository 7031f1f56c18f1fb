import asyncio
import json
import os

import httpx

BASE = os.getenv("OLLAMA_HOST", "http://localhost:11434")


class Answers:
    def __init__(self, model):
        self.model = model

    def body(self, prompt):
        return {"model": self.model, "prompt": prompt, "options": {"temperature": 0}}

    async def stream(self, prompt):
        payload = {"model": self.model, "prompt": prompt, "options": {"temperature": 0}}
        async with httpx.AsyncClient() as c:
            async with c.stream("POST", f"{BASE}/api/generate", json={**payload, "stream": True}) as r:
                async for line in r.aiter_lines():
                    if not line:
                        continue
                    d = json.loads(line)
                    yield d.get("response", "")
                    if d.get("done"):
                        break

    async def ask(self, prompt):
        async with httpx.AsyncClient() as c:
            r = await c.post(f"{BASE}/api/generate", json={**self.body(prompt), "stream": False})
            return r.json()["response"]


async def main():
    answers = Answers("llama3.2")
    print("".join([token async for token in answers.stream("hello")]))
    print(await answers.ask("hello"))


asyncio.run(main())
