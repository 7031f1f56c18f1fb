import asyncio
import os

import httpx


class LLMClient:
    def __init__(self, base_url=None):
        self.base_url = (base_url or os.getenv("OLLAMA_BASE_URL", "http://localhost:11434")).rstrip("/")
        self.model = "llama3.2"

    async def generate(self, prompt: str) -> str:
        async with httpx.AsyncClient(timeout=120) as c:
            r = await c.post(
                f"{self.base_url}/api/generate",
                json={"model": self.model, "prompt": prompt, "system": "Be brief.", "stream": False},
            )
            r.raise_for_status()
            return r.json()["response"]

    async def models(self):
        async with httpx.AsyncClient() as c:
            data = (await c.get(f"{self.base_url}/api/tags")).json()
        return [m["name"] for m in data.get("models", [])]

    async def alive(self):
        try:
            async with httpx.AsyncClient() as c:
                r = await c.get(self.base_url)
                return r.status_code == 200
        except httpx.HTTPError:
            return False


client = LLMClient()
print(asyncio.run(client.generate("hello")))
print(sorted(asyncio.run(client.models())))
print(asyncio.run(client.alive()))
