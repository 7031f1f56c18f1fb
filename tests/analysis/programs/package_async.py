import asyncio
import os

import ollama


class Service:
    def __init__(self):
        self.client = ollama.AsyncClient(host=os.getenv("OLLAMA_HOST", "http://localhost:11434"))

    async def ask(self, text):
        answer = await self.client.generate(model="llama3.2", prompt=text, system="Be brief.")
        return answer.response.strip()


print(asyncio.run(Service().ask("hello")))
