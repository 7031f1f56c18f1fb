import asyncio

import ollama
from ollama import AsyncClient, Client

MODEL = "llama3.2"
client = Client()


def ready(model):
    if model not in [m.model for m in ollama.list().models]:
        ollama.pull(model)


async def warm():
    other = AsyncClient()
    await other.pull(MODEL, stream=False)
    await other.generate(model=MODEL, prompt="", keep_alive=-1)
    await other.chat(MODEL, [])


ready(MODEL)
asyncio.run(warm())
client.generate(model=MODEL, keep_alive="10m")
print(ollama.chat(model=MODEL, messages=[{"role": "user", "content": "hi"}]).message.content)
